"""How people's tables call a person's fields: English, Spanish, Arabic, Polish, French, German."""

PERSON_FIELDS = """\
name: full name | your name | participant | person | nombre completo | nombre y apellidos |
    nombre | الاسم الكامل | الاسم | imię i nazwisko | nazwa | nom complet | nom et prénom |
    nom | vollständiger name | vor- und nachname | mentor name
family_name: last name | surname | family name | apellido | apellidos | اسم العائلة | اللقب |
    nazwisko | nom de famille | nachname | familienname
email: e-mail | email address | e-mail address | mail | correo electrónico | correo |
    البريد الإلكتروني | البريد | adres e-mail | adresse e-mail | courriel |
    adresse électronique | e-mail-adresse
phone: telephone | phone number | telephone number | mobile | cell phone | whatsapp | teléfono |
    móvil | الهاتف | رقم الهاتف | الجوال | telefon | numer telefonu | téléphone | portable |
    handy | telefonnummer
role: mentor or mentee | mentor or a mentee | like to be a mentor or a mentee | rol | función |
    mentor o mentee | الدور | دور | rola | mentor czy podopieczny | rôle | rolle |
    mentor oder mentee
country: which country | nation | país | البلد | الدولة | kraj | państwo | pays | land | staat
city: town | city or town | location | ciudad | localidad | المدينة | miasto | miejscowość |
    ville | stadt | ort | wohnort
zone: time zone | timezone | which time zone | zona horaria | huso horario | المنطقة الزمنية |
    strefa czasowa | fuseau horaire | zeitzone
languages: language | languages spoken | which languages | spoken languages | idiomas | idioma |
    lenguas | اللغات | اللغة | języki | język | langues | langue | sprachen | sprache
experience: years of experience | how many years of experience | experience years |
    seniority in years | experiencia | años de experiencia | الخبرة | سنوات الخبرة |
    doświadczenie | doświadczenie lata | lata doświadczenia | expérience | années d'expérience |
    erfahrung | berufserfahrung | jahre erfahrung
skills_offered: skills could you help somebody with | skills you can offer | offers |
    can help with | help somebody with | offered skills | can teach | expertise |
    areas of expertise | habilidades ofrecidas | habilidades que ofrece | puede enseñar |
    المهارات المعروضة | المهارات المقدمة | umiejętności oferowane | oferuje |
    compétences offertes | compétences proposées | angebotene fähigkeiten |
    angebotene kompetenzen | bietet
skills_wanted: skills would you most like to develop | skills would you like to develop |
    like to develop | wants to learn | wanted skills | skills to develop | would like to learn |
    learning goals | habilidades buscadas | habilidades a desarrollar | quiere aprender |
    المهارات المطلوبة | المهارات المرغوبة | umiejętności poszukiwane | chce się nauczyć |
    compétences recherchées | compétences souhaitées | gesuchte fähigkeiten |
    gesuchte kompetenzen | sucht
skills: skill | skill set | competencies | habilidades | competencias | المهارات |
    umiejętności | compétences | fähigkeiten | kompetenzen
capacity: how many mentees | number of mentees | max mentees | maximum mentees |
    mentees at the same time | places | capacidad | número de mentees | cuántos mentees |
    plazas | السعة | عدد المتدربين | liczba podopiecznych | liczba miejsc | ilu podopiecznych |
    capacité | nombre de mentorés | combien de mentorés | kapazität | anzahl mentees
availability: available | times usually suit | times usually suit you | which of these times |
    when are you free | free times | available times | preferred times | disponibilidad |
    horario | horarios | أوقات الفراغ | التوفر | الأوقات المناسبة | dostępność |
    dogodne terminy | disponibilités | disponibilité | verfügbarkeit | verfügbare zeiten
never_with: not be paired with | should not be paired with | never pair with |
    do not pair with | do not match with | conflicts | no emparejar con | لا يقترن مع |
    nie łączyć z | ne pas associer avec | nicht zusammen mit | nicht mit
wishes: wish | preferred mentor | preferred mentee | preferences |
    would like to be paired with | pair with | deseos | preferencias | الرغبات | التفضيلات |
    życzenia | preferencje | souhaits | préférences | wünsche | wunschpartner
industry: sector | field of work | sector profesional | industria | القطاع | الصناعة | branża |
    secteur | branche
job_title: title | position | job | occupation | profession | puesto | cargo | profesión |
    المسمى الوظيفي | الوظيفة | stanowisko | zawód | poste | fonction | beruf | stelle |
    position actuelle
unit: department | team | organisation unit | division | departamento | equipo | unidad |
    القسم | الوحدة | dział | jednostka | département | service | équipe | abteilung | bereich
manager: line manager | supervisor | boss | reports to | jefe | responsable | المدير |
    المشرف المباشر | przełożony | kierownik | supérieur | vorgesetzter | vorgesetzte
interests: hobbies | interest | intereses | aficiones | الاهتمامات | zainteresowania |
    intérêts | loisirs | interessen
work_style: working style | way of working | estilo de trabajo | أسلوب العمل | styl pracy |
    style de travail | arbeitsstil
background: backgrounds | degree | education | studies | formación | trayectoria | estudios |
    الخلفية | التعليم | wykształcenie | parcours | formation | hintergrund | ausbildung |
    abschluss
pronouns: pronoun | pronombres | الضمائر | zaimki | pronoms | pronomen
bio: biography | about you | about me | short bio | biografía | sobre ti | نبذة | السيرة |
    biogram | o sobie | biographie | über mich
notes: note | comments | comment | remarks | anything else | anything else we should know |
    notas | observaciones | comentarios | ملاحظات | uwagi | notatki | remarques | commentaires |
    notizen | bemerkungen | anmerkungen
channels: channel | how to meet | ways to meet | preferred channel | meeting format | canales |
    canal | قنوات التواصل | طريقة اللقاء | kanały | sposób spotkań | canaux | kanäle |
    kontaktwege
access_needs: accessibility | accessibility needs | access requirements | adjustments |
    accesibilidad | necesidades de acceso | احتياجات الوصول | dostosowania | potrzeby |
    accessibilité | besoins d'accès | barrierefreiheit
document_language: language of documents | preferred language | correspondence language |
    idioma de los documentos | idioma preferido | لغة المستندات | język dokumentów |
    langue des documents | dokumentsprache | bevorzugte sprache
consent_directory: consent | directory consent | consent to directory | may be listed |
    consentimiento | الموافقة | موافقة | zgoda | consentement | einwilligung | zustimmung
"""


def person_names() -> dict[str, tuple[str, ...]]:
    """Field key to its names, for `mapping.guess`; the key itself with spaces counts as a name already."""
    entries = PERSON_FIELDS.replace("\n    ", " ").splitlines()
    pairs = [entry.split(":", 1) for entry in entries]
    return {field: tuple(name.strip() for name in names.split("|")) for field, names in pairs}
