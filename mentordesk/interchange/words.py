"""Words of cells in the languages that coordinators' tables come in, all folded.

English, Spanish, Arabic, Polish, French, German, Portuguese, Italian, Ukrainian and Russian.
"""

from mentordesk.interchange.folding import folded, folded_words

NUMBER_WORDS = (
    "zero none cero ninguno ninguna صفر aucun keine null nessuno нуль ноль",
    "one uno una un une واحد واحدة jeden jedna jedno eins ein eine um uma один одна",
    "two dos اثنان اثنين dwa dwie dwoje deux zwei dois duas due два дві две",
    "three tres ثلاثة ثلاث trzy troje trois drei tre три",
    "four cuatro أربعة أربع cztery quatre vier quatro quattro чотири четыре",
    "five cinco خمسة خمس pięć cinq fünf cinque пять",
    "six seis ستة ست sześć sechs sei шість шесть",
    "seven siete سبعة سبع siedem sept sieben sete sette сім семь",
    "eight ocho ثمانية ثماني osiem huit acht oito otto вісім восемь",
    "nine nueve تسعة تسع dziewięć neuf neun nove девять",
    "ten diez عشرة عشر dziesięć dix zehn dez dieci десять",
    "eleven once jedenaście onze elf undici",
    "twelve doce dwanaście douze zwölf doze dodici",
)
COUNTING = {word: number for number, words in enumerate(NUMBER_WORDS) for word in folded_words(words)}

MENTOR = folded_words(
    """
    mentor mentors mentora mentores mentorin mentoring mentorka mentorem mentorzy tutor tutora tutorin coach
    مرشد مرشدة موجه موجهة مرشدون مرشدين ментор менторка наставник наставница наставниця
    """
)
MENTEE = folded_words(
    """
    mentee mentees mentorado mentorada mentorados mentorizado mentorizada mentoré mentorée mentorata mentorato
    podopieczny podopieczna podopieczni protégé protégée tutorado tutorada tutorizado mentorand
    متدرب متدربة متدربون مسترشد مسترشدة менті підопічний підопічна подопечный подопечная learner aprendiz
    """
)
BOTH = frozenset(
    folded(words)
    for words in (
        *("both", "both roles", "mentor and mentee", "ambos", "ambas", "los dos", "كلاهما", "الاثنان"),
        *("oba", "obie", "obie role", "les deux", "beides", "beide", "entrambi", "обидва", "оба"),
    )
)

YES = folded_words(
    """
    yes y true 1 x ok si sim oui ja tak t نعم so так да agree agreed wahr verdadero vrai prawda acepto موافق
    """
)
NO = folded_words("no n false 0 non nao nein nie لا ні нет falsch falso faux fałsz none")

PART_WORDS = (
    (
        (8, 12),
        "morning mornings am mañana mañanas صباح صباحا الصباح rano vormittag vormittags morgen matin manhã",
    ),
    (
        (12, 17),
        "afternoon afternoons pm tarde tardes ظهرا الظهر العصر عصرا popołudnie popołudniu nachmittag après",
    ),
    ((17, 21), "evening evenings noche noches ليلا مساء المساء wieczór wieczorem soir abend abends noite"),
    ((8, 21), "day daytime all"),
)
PARTS = {word: hours for hours, words in PART_WORDS for word in folded_words(words)}
