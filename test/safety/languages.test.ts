import { describe, expect, test } from 'vitest'
import { readForeign } from '../../src/safety/languages/read-foreign.ts'
import { fold } from '../../src/safety/rules/normalise.ts'

interface Said {
  /** Level 3: a wish to die, an intent, self-harm now. */
  active: readonly string[]
  /** Level 4: with a time or with means in hand. */
  imminent: readonly string[]
  /** Level 2. */
  passive: readonly string[]
  denied: readonly string[]
  /** Level 2, about somebody else. */
  other: readonly string[]
  /** Nothing at all. */
  harmless: readonly string[]
}

const said: Readonly<Record<string, Said>> = {
  es: {
    active: [
      'quiero morirme',
      'Ya no puedo más, quiero morir.',
      'Voy a matarme',
      'me quiero morir de verdad',
      'Me corto los brazos',
      'tengo pensamientos suicidas',
      'Intenté suicidarme la semana pasada',
    ],
    imminent: ['Voy a matarme esta noche', 'Quiero suicidarme. Tengo las pastillas aquí.'],
    passive: [
      'No quiero vivir más',
      'ya no quiero vivir',
      'no quiero estar aquí',
      'Mi vida no tiene sentido',
      'todos estarían mejor sin mí',
      'Estoy cansada de vivir',
      'intenté suicidarme hace diez años',
    ],
    denied: ['No quiero morir', 'no me quiero matar, solo quiero descansar', 'no soy suicida'],
    other: ['Mi amiga quiere suicidarse', 'mi hermano dice que quiere morir'],
    harmless: [
      'me muero de hambre',
      'me muero de risa',
      'Muero por verte',
      'me mato estudiando',
      'me corté afeitándome',
      'no quiero vivir en Madrid',
      'quiero matar el tiempo',
      'mi madre me va a matar',
      'Me voy a cortar el pelo',
      'la vida es bella',
    ],
  },
  fr: {
    active: [
      'j’en peux plus, je veux crever',
      'je veux mourir',
      'J’ai envie de mourir',
      'je vais me tuer',
      'Je veux en finir',
      'je me suis coupée encore hier',
      'j’ai des idées suicidaires',
      'Je veux me suicider',
    ],
    imminent: ['Je vais me tuer ce soir', 'je veux mourir, j’ai pris des cachets'],
    passive: [
      'Je ne vois plus l’intérêt de vivre',
      'je voudrais ne plus me réveiller',
      'je ne veux plus vivre',
      'Je veux plus être là',
      'ma vie n’a plus aucun sens',
      'ils seraient mieux sans moi',
      'Je n’ai plus envie de vivre',
      'j’en ai marre de vivre',
    ],
    denied: ['je ne veux pas mourir', 'Je ne veux pas me tuer', 'je ne suis pas suicidaire'],
    other: ['mon amie veut se suicider', 'Mon frère parle de se tuer'],
    harmless: [
      'je meurs de faim',
      'je suis morte de rire',
      'ma mère va me tuer',
      'je me suis coupé en me rasant',
      'je veux en finir avec ce dossier',
      'je veux vivre à Paris',
      'je meurs d’envie de te voir',
      'c’est la vie',
    ],
  },
  de: {
    active: [
      'Ich überlege, mich umzubringen',
      'Am liebsten wäre ich tot',
      'Ich habe mir wieder die Arme geritzt',
      'ich will sterben',
      'Ich möchte mich umbringen',
      'ich bringe mich um',
      'Ich will einfach nur noch tot sein',
      'ich ritze mich wieder',
      'ich habe Suizidgedanken',
      'Ich werde mir das Leben nehmen',
    ],
    imminent: [
      'Morgen bringe ich mich um',
      'Ich bringe mich heute Nacht um',
      'ich will mich umbringen, die Tabletten liegen vor mir',
    ],
    passive: [
      'ohne mich wäre die Welt besser',
      'ich will nicht mehr leben',
      'Ich möchte nicht mehr hier sein',
      'Mein Leben hat keinen Sinn mehr',
      'alle wären besser dran ohne mich',
      'ich will nicht mehr aufwachen',
    ],
    denied: ['Ich will nicht sterben', 'ich will mich nicht umbringen', 'Ich bin nicht suizidal'],
    other: ['Meine Freundin will sich umbringen', 'mein Bruder sagt er will sterben'],
    harmless: [
      'ich sterbe vor Hunger',
      'ich lach mich tot',
      'ich habe mich beim Kochen geschnitten',
      'mein Akku ist tot',
      'ich will hier leben',
      'Ich will nicht mehr in Berlin leben',
      'das tut mir weh',
      'ich will den Prozess töten',
    ],
  },
  pt: {
    active: [
      'Só queria morrer',
      'quero morrer',
      'Eu vou me matar',
      'queria estar morta',
      'Eu me cortei de novo',
      'penso em suicídio',
      'quero me matar',
    ],
    imminent: ['vou me matar hoje à noite', 'quero morrer, tomei os comprimidos'],
    passive: [
      'Não vejo sentido na vida',
      'não quero mais viver',
      'Não quero mais estar aqui',
      'minha vida não tem sentido',
      'todos ficariam melhor sem mim',
      'quero sumir para sempre',
    ],
    denied: ['não quero morrer', 'não vou me matar'],
    other: ['minha amiga quer se matar', 'Meu irmão quer morrer'],
    harmless: [
      'morro de fome',
      'estou morrendo de rir',
      'me matei de estudar',
      'me cortei fazendo a barba',
      'não quero mais viver em Lisboa',
      'minha mãe vai me matar',
    ],
  },
  it: {
    active: [
      'voglio morire',
      'Mi ucciderò',
      'voglio farla finita',
      'mi taglio le braccia ogni sera',
      'penso al suicidio',
      'vorrei essere morta',
    ],
    imminent: ['mi ammazzo stanotte', 'voglio morire, ho preso le pillole'],
    passive: [
      'non voglio più vivere',
      'Non voglio più essere qui',
      'la mia vita non ha senso',
      'starebbero meglio senza di me',
      'sono stanca di vivere',
    ],
    denied: ['non voglio morire', 'non voglio uccidermi'],
    other: ['la mia amica vuole uccidersi', 'mio fratello vuole morire'],
    harmless: [
      'muoio di fame',
      'sono morto dal ridere',
      'mi sono tagliato facendo la barba',
      'mia madre mi ammazza',
      'non voglio più vivere a Roma',
      'mi ammazzo di lavoro',
    ],
  },
  ro: {
    active: ['vreau să mor', 'vreau să mă sinucid', 'o să mă omor', 'mă tai din nou'],
    imminent: ['o să mă omor în seara asta', 'vreau să mor, am luat pastilele'],
    passive: ['nu mai vreau să trăiesc', 'viața mea nu are sens'],
    denied: ['nu vreau să mor'],
    other: ['prietena mea vrea să se sinucidă'],
    harmless: ['mor de foame', 'mor de râs', 'vreau să trăiesc la mare'],
  },
  nl: {
    active: [
      'ik wil dood',
      'Ik wil mezelf van kant maken',
      'ik ga zelfmoord plegen',
      'ik snij mezelf',
      'Ik wil er een einde aan maken',
      'ik wil sterven',
    ],
    imminent: ['ik ga vanavond zelfmoord plegen', 'ik wil dood, ik heb de pillen hier'],
    passive: ['ik wil niet meer leven', 'Ik wil hier niet meer zijn', 'mijn leven heeft geen zin meer'],
    denied: ['ik wil niet dood', 'ik wil niet sterven'],
    other: ['mijn vriendin wil zelfmoord plegen', 'mijn broer wil zichzelf doden'],
    harmless: ['ik lach me dood', 'ik ga dood van de honger', 'ik schaam me dood', 'ik wil een hond'],
  },
  sv: {
    active: ['jag vill dö', 'Jag ska ta livet av mig', 'jag skär mig själv', 'jag vill begå självmord'],
    imminent: ['jag ska ta livet av mig ikväll', 'jag vill dö, jag har tagit tabletter'],
    passive: ['jag vill inte leva längre', 'Jag orkar inte leva', 'livet är meningslöst'],
    denied: ['jag vill inte dö'],
    other: ['min kompis vill ta livet av sig'],
    harmless: ['jag dör av skratt', 'jag vill ha kaffe', 'vill du leka'],
  },
  no: {
    active: ['jeg vil ta livet av meg', 'Jeg har tenkt å begå selvmord', 'jeg kutter meg selv igjen'],
    imminent: ['jeg skal ta livet av meg i kveld'],
    passive: ['jeg vil ikke leve lenger', 'Jeg orker ikke leve mer', 'livet har ingen mening'],
    denied: ['jeg vil ikke ta livet av meg'],
    other: ['venninnen min vil ta livet av seg'],
    harmless: ['jeg dør av latter', 'jeg ler meg i hjel'],
  },
  da: {
    active: [
      'jeg vil tage livet af mig',
      'Jeg vil begå selvmord',
      'jeg skærer i mig selv',
      'jeg tænker på at tage livet af mig',
    ],
    imminent: ['jeg vil tage livet af mig i aften'],
    passive: ['Jeg har ikke lyst til at leve mere', 'jeg vil ikke leve længere', 'alt er bedre uden mig'],
    denied: ['jeg vil ikke tage livet af mig'],
    other: ['min veninde vil tage livet af sig'],
    harmless: ['jeg dør af grin', 'jeg vil gerne have kage'],
  },
  fi: {
    active: ['haluan kuolla', 'Aion tappaa itseni', 'tapan itseni', 'viiltelen itseäni'],
    imminent: ['tapan itseni tänä iltana', 'haluan kuolla, otin pillereitä'],
    passive: ['En näe syytä elää', 'en halua enää elää', 'En jaksa elää', 'elämälläni ei ole merkitystä'],
    denied: ['en halua kuolla'],
    other: ['ystäväni haluaa tappaa itsensä'],
    harmless: ['kuolen nauruun', 'kuolen nälkään', 'haluan elää maalla'],
  },
  pl: {
    active: ['chcę umrzeć', 'Chcę się zabić', 'zabiję się', 'tnę się', 'mam myśli samobójcze'],
    imminent: ['zabiję się dziś wieczorem', 'chcę umrzeć, wzięłam tabletki'],
    passive: [
      'Nie widzę sensu życia',
      'nie chcę już żyć',
      'Moje życie nie ma sensu',
      'wszystkim będzie lepiej beze mnie',
    ],
    denied: ['nie chcę umierać', 'nie chcę się zabić'],
    other: ['moja przyjaciółka chce się zabić'],
    harmless: ['umieram z głodu', 'umieram ze śmiechu', 'chcę żyć spokojnie', 'nie chcę żyć w mieście'],
  },
  cs: {
    active: ['chci zemřít', 'chci umřít', 'Chci se zabít', 'zabiju se', 'řežu se', 'chci spáchat sebevraždu'],
    imminent: ['zabiju se dnes večer', 'chci umřít, vzala jsem si prášky'],
    passive: ['nechci už žít', 'můj život nemá smysl'],
    denied: ['nechci umřít', 'nechci se zabít'],
    other: ['moje kamarádka se chce zabít', 'bratr chce spáchat sebevraždu'],
    harmless: ['umírám hlady', 'smíchy umřu', 'nechci žít v Praze'],
  },
  ru: {
    active: [
      'я хочу умереть',
      'Хочу покончить с собой',
      'я убью себя',
      'я режу себя',
      'хочу сдохнуть',
      'Думаю о самоубийстве',
    ],
    imminent: ['я убью себя сегодня ночью', 'хочу умереть, таблетки передо мной'],
    passive: [
      'жить не хочется',
      'я не хочу жить',
      'Не хочу больше жить',
      'моя жизнь не имеет смысла',
      'всем будет лучше без меня',
    ],
    denied: ['я не хочу умирать', 'не хочу умереть'],
    other: ['моя подруга хочет покончить с собой', 'друг хочет умереть'],
    harmless: ['умираю с голоду', 'умираю от смеха', 'не хочу жить в Москве', 'хочу пить'],
  },
  uk: {
    active: ['я хочу померти', 'Хочу вбити себе', 'я покінчу з собою', 'я ріжу себе'],
    imminent: ['я покінчу з собою сьогодні вночі', 'хочу померти, випила таблетки'],
    passive: ['я не хочу жити', 'моє життя не має сенсу'],
    denied: ['я не хочу помирати'],
    other: ['моя подруга хоче покінчити з собою'],
    harmless: ['помираю з голоду', 'помираю зі сміху'],
  },
  el: {
    active: ['θέλω να πεθάνω', 'Θα αυτοκτονήσω', 'θα σκοτωθώ', 'χαρακώνομαι'],
    imminent: ['θα αυτοκτονήσω απόψε', 'θέλω να πεθάνω, πήρα χάπια'],
    passive: ['δεν θέλω να ζω άλλο', 'η ζωή μου δεν έχει νόημα'],
    denied: ['δεν θέλω να πεθάνω'],
    other: ['η φίλη μου θέλει να αυτοκτονήσει'],
    harmless: ['πεθαίνω της πείνας', 'πέθανα στα γέλια', 'δεν θέλω να ζω στην Αθήνα'],
  },
  hu: {
    active: ['meg akarok halni', 'Megölöm magam', 'öngyilkos leszek', 'vagdosom magam'],
    imminent: ['megölöm magam ma este', 'meg akarok halni, bevettem a gyógyszereket'],
    passive: ['nincs értelme élni', 'nem akarok élni', 'az életemnek nincs értelme'],
    denied: ['nem akarok meghalni'],
    other: ['a barátom meg akarja ölni magát'],
    harmless: ['meghalok az éhségtől', 'éhen halok', 'halálra röhögöm magam'],
  },
  tr: {
    active: ['ölmek istiyorum', 'Kendimi öldürmek istiyorum', 'intihar edeceğim', 'kendimi kesiyorum', 'keşke ölsem'],
    imminent: ['bu gece intihar edeceğim', 'ölmek istiyorum, haplar elimde'],
    passive: ['Yaşamanın anlamı yok', 'yaşamak istemiyorum', 'hayatımın bir anlamı yok', 'artık yaşamak istemiyorum'],
    denied: ['ölmek istemiyorum', 'intihar etmek istemiyorum'],
    other: ['arkadaşım intihar etmek istiyor'],
    harmless: ['açlıktan ölüyorum', 'gülmekten öldüm', 'burada yaşamak istiyorum'],
  },
  ar: {
    active: ['أريد أن أموت', 'اريد ان اقتل نفسي', 'سأنتحر', 'بدي موت', 'عايز أموت', 'أجرح نفسي كل ليلة'],
    imminent: ['سأنتحر الليلة', 'أريد أن أموت، الحبوب معي'],
    passive: ['مليت من الحياة', 'لا أريد أن أعيش', 'حياتي بلا معنى', 'مش عايز أعيش'],
    denied: ['لا أريد أن أموت'],
    other: ['صديقتي تريد أن تنتحر'],
    harmless: ['أموت من الجوع', 'بموت فيك', 'متت من الضحك'],
  },
  he: {
    active: ['אני רוצה למות', 'בא לי למות', 'אני הולך להתאבד', 'אני רוצה להרוג את עצמי', 'אני חותכת את עצמי'],
    imminent: ['אני הולכת להתאבד הלילה', 'אני רוצה למות, יש לי כדורים'],
    passive: ['אני לא רוצה לחיות יותר', 'אין טעם לחיים שלי'],
    denied: ['אני לא רוצה למות', 'אני לא אובדני'],
    other: ['חברה שלי רוצה להתאבד'],
    harmless: ['אני מתה מרעב', 'אני מת על זה', 'בא לי למות מצחוק'],
  },
  fa: {
    active: ['می‌خواهم بمیرم', 'میخوام بمیرم', 'میخوام خودمو بکشم', 'می‌خوام خودکشی کنم', 'به خودم آسیب می‌زنم'],
    imminent: ['امشب خودکشی می‌کنم', 'میخوام بمیرم، قرص دارم'],
    passive: ['دیگه نمیخوام زنده باشم', 'زندگیم معنی نداره'],
    denied: ['نمیخوام بمیرم'],
    other: ['دوستم میخواد خودکشی کنه'],
    harmless: ['دارم از خنده میمیرم', 'از گشنگی مردم'],
  },
  hi: {
    active: [
      'मैं मरना चाहता हूँ',
      'मुझे मरना है',
      'मैं आत्महत्या करना चाहती हूं',
      'मैं खुद को मार डालूंगा',
      'मैं खुद को काटती हूं',
      'main marna chahta hun',
    ],
    imminent: ['मैं आज रात आत्महत्या करूंगा', 'मुझे मरना है, गोलियां मेरे पास हैं'],
    passive: ['मैं जीना नहीं चाहता', 'मेरी ज़िंदगी का कोई मतलब नहीं', 'मुझे अब जीना नहीं है'],
    denied: ['मैं मरना नहीं चाहता'],
    other: ['मेरी दोस्त आत्महत्या करना चाहती है'],
    harmless: ['भूख से मर रहा हूं', 'हंसते हंसते मर गया'],
  },
  bn: {
    active: ['আমি মরতে চাই', 'আমি আত্মহত্যা করতে চাই', 'আমি মরে যেতে চাই', 'আমি নিজেকে শেষ করে ফেলব'],
    imminent: ['আমি আজ রাতে আত্মহত্যা করব', 'আমি মরতে চাই, ওষুধ হাতে আছে'],
    passive: ['আমি আর বাঁচতে চাই না', 'আমার জীবনের কোনো মানে নেই'],
    denied: ['আমি মরতে চাই না'],
    other: ['আমার বন্ধু আত্মহত্যা করতে চায়'],
    harmless: ['ক্ষুধায় মরে যাচ্ছি', 'হাসতে হাসতে মরে গেলাম'],
  },
  ja: {
    active: ['死にたい', 'もう死にたいです', '自殺したい', '死のうと思う', 'またリスカしてしまった', '手首を切った'],
    imminent: ['今夜死にます', '死にたい。薬を全部用意した'],
    passive: ['もう生きていたくない', '生きる意味がない', '消えてしまいたい', 'いなくなりたい'],
    denied: ['死にたくない', '死にたいわけじゃない'],
    other: ['友達が死にたいと言っている'],
    harmless: ['死ぬほど疲れた', '死ぬほど美味しい', 'お腹すいて死にそう', '笑い死ぬ', '電池が死んだ'],
  },
  zh: {
    active: ['我想死', '我想自杀', '我要自殺', '好想死', '我又割腕了', '不如去死', '我想结束自己的生命'],
    imminent: ['我今晚要自杀', '我想死，药就在手边', '我想自杀，遗书写好了'],
    passive: ['我不想活了', '活不下去了', '活着没有意义', '好想永远消失'],
    denied: ['我不想死', '我不会自杀'],
    other: ['我朋友想自杀', '她说她不想活了'],
    harmless: ['笑死', '热死了', '累死我了', '想死你了', '我的电脑死机了', '饿死了', '我不想活动'],
  },
  ko: {
    active: ['죽고 싶어', '죽고싶다', '자살하고 싶어요', '또 자해했어', '자살할 거야', '죽어버리고 싶어'],
    imminent: ['오늘 밤 자살할 거야', '죽고 싶어. 약을 다 모아 놨어'],
    passive: ['더 이상 살고 싶지 않아', '사는 게 의미가 없어', '살기 싫어', '사라지고 싶어'],
    denied: ['죽고 싶지 않아', '죽기 싫어'],
    other: ['친구가 죽고 싶대요', '동생이 자살하려고 해요'],
    harmless: ['죽을 만큼 피곤해', '배고파 죽겠다', '웃겨 죽는 줄', '좋아 죽겠어'],
  },
  vi: {
    active: ['tôi muốn chết', 'Tôi muốn tự tử', 'tôi sẽ tự sát', 'em rạch tay mình'],
    imminent: ['tối nay tôi sẽ tự tử', 'tôi muốn chết, tôi có thuốc ngủ'],
    passive: ['Cuộc đời này vô nghĩa', 'tôi không muốn sống nữa', 'cuộc sống của tôi không còn ý nghĩa'],
    denied: ['tôi không muốn chết'],
    other: ['bạn tôi muốn tự tử'],
    harmless: ['mệt muốn chết', 'cười chết mất', 'đói muốn chết', 'tôi muốn sống ở Huế'],
  },
  id: {
    active: ['aku ingin mati', 'saya mau bunuh diri', 'aku pengen mati aja', 'aku menyakiti diri sendiri'],
    imminent: ['aku mau bunuh diri malam ini', 'aku ingin mati, aku sudah beli obat'],
    passive: ['aku tidak ingin hidup lagi', 'hidupku tidak ada artinya', 'aku capek hidup'],
    denied: ['aku tidak mau mati', 'aku nggak mau bunuh diri'],
    other: ['temanku ingin bunuh diri'],
    harmless: ['capek setengah mati', 'mati ketawa', 'hp saya mati', 'lampu mati', 'lapar sampai mau mati'],
  },
  th: {
    active: ['อยากตาย', 'ฉันอยากฆ่าตัวตาย', 'ผมจะฆ่าตัวตาย', 'หนูกรีดแขนตัวเอง'],
    imminent: ['คืนนี้ฉันจะฆ่าตัวตาย', 'อยากตาย มียาอยู่ในมือ'],
    passive: ['ไม่อยากมีชีวิตอยู่แล้ว', 'ชีวิตไม่มีความหมาย', 'อยากหายไปจากโลก'],
    denied: ['ไม่อยากตาย'],
    other: ['เพื่อนอยากฆ่าตัวตาย'],
    harmless: ['หิวจะตาย', 'เหนื่อยแทบตาย', 'ขำจะตาย'],
  },
}

const read = (text: string) => readForeign(fold(text))

describe.each(Object.entries(said))('%s', (language, { active, imminent, passive, denied, other, harmless }) => {
  test.each(active)('a wish, an intent or self-harm is not missed: %s', (text) => {
    expect(read(text)).toMatchObject({ level: 3, subject: 'self' })
  })
  test.each(imminent)('what is about to happen is not taken for a wish: %s', (text) => {
    expect(read(text)).toMatchObject({ level: 4, subject: 'self' })
  })
  test.each(passive)('a passive wish is neither missed nor made more of: %s', (text) => {
    expect(read(text)).toMatchObject({ level: 2, subject: 'self' })
  })
  test.each(denied)('a denial is not taken for a wish: %s', (text) => {
    expect(read(text)?.level ?? 0).toBeLessThanOrEqual(1)
  })
  test.each(other)('somebody else at risk is not taken for the person: %s', (text) => {
    expect(read(text)).toMatchObject({ level: 2, subject: 'other' })
  })
  test.each(harmless)('no message for whom is only speaking: %s', (text) => {
    expect(read(text)).toBeUndefined()
  })
  test('the language is named, for the message that follows', () => {
    expect(read(active[0] ?? '')?.language).toBe(language)
  })
})
