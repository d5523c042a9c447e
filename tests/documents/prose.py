"""A page of plain prose in each script, written for these tests."""

from typing import NamedTuple


class Prose(NamedTuple):
    language: str
    rtl: bool
    text: str


PROSE = {
    "Latin": Prose(
        "en",
        False,
        "Everyone has something to teach and something to learn. Nobody is asked where they come from before "
        "they may put a question, and no question is too small for an answer. A mentor listens first, speaks "
        "second, and keeps to herself what was said in confidence.",
    ),
    "Latin of Central Europe": Prose(
        "pl",
        False,
        "Każdy człowiek może się czegoś nauczyć i każdy może kogoś czegoś nauczyć. Zażółć gęślą jaźń, "
        "příliš žluťoučký kůň, őrült űrhajós, straße, garçon, señor, ångström, İstanbul ve ığdır.",
    ),
    "Vietnamese": Prose(
        "vi",
        False,
        "Mọi người đều có quyền học hỏi và được lắng nghe. Người hướng dẫn không quyết định thay cho bạn; "
        "họ đặt câu hỏi để bạn tự tìm thấy con đường của mình. Nguyễn Thị Ánh Tuyết gửi lời chào.",
    ),
    "Cyrillic": Prose(
        "ru",
        False,
        "Каждый человек имеет право учиться и задавать вопросы. Наставник сначала слушает, а потом говорит. "
        "Їжак і ґанок, Љубљана и Ђорђе, қазақ тілі, ўзбек – все эти буквы на своих местах.",
    ),
    "Greek": Prose(
        "el",
        False,
        "Κάθε άνθρωπος έχει δικαίωμα να μαθαίνει και να ρωτά. Ο μέντορας πρώτα ακούει και ύστερα μιλά. "
        "Ό,τι ειπώθηκε ανάμεσά τους μένει εκεί· έτσι χτίζεται η εμπιστοσύνη. Ἐν ἀρχῇ ἦν ὁ λόγος.",
    ),
    "Arabic": Prose(
        "ar",
        True,
        "لكل إنسان الحق في أن يتعلم وأن يسأل. المرشد يصغي أولا ثم يتكلم، وما يقال بينهما يبقى بينهما. "
        "لا يقرر المرشد عن غيره، بل يساعده على أن يجد طريقه بنفسه. التعلّم رحلة طويلة تبدأ بسؤال صغير.",
    ),
    "Persian": Prose(
        "fa",
        True,
        "هر انسانی حق دارد بیاموزد و بپرسد. راهنما نخست گوش می‌دهد و سپس سخن می‌گوید. آنچه میان آن‌ها "
        "گفته می‌شود، همان‌جا می‌ماند. پرسش‌های کوچک گاهی چراغ راه‌های بزرگ‌اند.",
    ),
    "Urdu": Prose(
        "ur",
        True,
        "ہر انسان کو سیکھنے اور سوال پوچھنے کا حق ہے۔ رہنما پہلے سنتا ہے، پھر بولتا ہے۔ جو بات اعتماد میں "
        "کہی جائے وہ وہیں رہتی ہے۔ چھوٹے سوال بڑے راستے کھولتے ہیں۔",
    ),
    "Hebrew": Prose(
        "he",
        True,
        "לכל אדם יש זכות ללמוד ולשאול. המנחה מקשיבה תחילה ורק אחר כך מדברת, ומה שנאמר ביניהם נשאר ביניהם. "
        "שאלה קטנה פותחת לפעמים דרך ארוכה, וכל דרך מתחילה בצעד אחד.",
    ),
    "Devanagari": Prose(
        "hi",
        False,
        "हर व्यक्ति को सीखने और प्रश्न पूछने का अधिकार है। मार्गदर्शक पहले सुनता है, फिर बोलता है। जो बात विश्वास में "
        "कही गई, वह वहीं रहती है। छोटे-छोटे प्रश्न कभी-कभी बड़े रास्ते खोल देते हैं।",
    ),
    "Bengali": Prose(
        "bn",
        False,
        "প্রত্যেক মানুষের শেখার ও প্রশ্ন করার অধিকার আছে। পরামর্শদাতা আগে শোনেন, তারপর বলেন। যা বিশ্বাস করে বলা হয়, "
        "তা সেখানেই থাকে। ছোট প্রশ্ন কখনও কখনও বড় পথ খুলে দেয়।",
    ),
    "Thai": Prose(
        "th",
        False,
        "ทุกคนมีสิทธิ์ที่จะเรียนรู้และตั้งคำถาม พี่เลี้ยงฟังก่อนแล้วจึงพูด สิ่งที่บอกกันด้วยความไว้วางใจจะอยู่ระหว่างสองคนเท่านั้น "
        "คำถามเล็ก ๆ บางครั้งเปิดทางที่ยาวไกล และทุกการเดินทางเริ่มต้นด้วยก้าวแรกเสมอ",
    ),
    "Chinese": Prose(
        "zh",
        False,
        "每个人都有学习和提问的权利。导师先倾听，然后才说话；彼此信任时说过的话，不会传给别人。"
        "小小的问题，有时会打开一条很长的路。路总是从第一步开始的，而第一步往往就是开口问。",
    ),
    "Chinese in traditional characters": Prose(
        "zh-Hant",
        False,
        "每個人都有學習和提問的權利。導師先傾聽，然後才說話；彼此信任時說過的話，不會傳給別人。"
        "小小的問題，有時會打開一條很長的路。「路」總是從第一步開始的。",
    ),
    "Japanese": Prose(
        "ja",
        False,
        "だれもが学び、たずねる権利を持っています。メンターはまず耳を傾け、それから話します。"
        "信頼して語られたことは、二人のあいだにとどまります。小さな問いが、長い道をひらくこともあるのです。",
    ),
    "Korean": Prose(
        "ko",
        False,
        "누구나 배우고 질문할 권리가 있습니다. 멘토는 먼저 듣고 그다음에 말합니다. 믿고 나눈 이야기는 "
        "두 사람 사이에 남습니다. 작은 질문이 때로는 긴 길을 열어 주고, 모든 길은 첫걸음에서 시작됩니다.",
    ),
    "many scripts in one line": Prose(
        "en",
        False,
        "Ольга, Ελένη, 王小明, 佐藤さくら, 김민수, अनुराधा and शर्मिला "
        "met at 10:30 & agreed: “yes”, 50 % – <b>bold</b>.",
    ),
}
