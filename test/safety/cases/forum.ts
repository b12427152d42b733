import type { Case } from './accepted.ts'

/** As people post at length: the plea is one sentence among ordinary life. */
export const pleas: readonly Case[] = [
  [
    "So this is a throwaway. I'm 24, I work in a warehouse and I live with two flatmates who are fine I guess. Last month I got passed over for the supervisor job. It's not even about the job. I come home, I microwave something, I watch a show and I think about how I'd do it. Not gonna pretend otherwise, I've been suicidal since the summer. My mum calls on Sundays and I tell her the weather. Anyway thanks for reading.",
    [3],
    'self',
  ],
  [
    "Long post sorry. My girlfriend and I broke up in March after four years. She kept the apartment and the cat. I moved back to my hometown and I've been working at my uncle's garage. Everybody says time heals. But every night when I lie down I hope I just don't wake up. I don't have a plan or anything. I just don't see how this gets better.",
    [2, 3],
    'self',
  ],
  [
    'Hello everyone, first time posting here. I am a third year medical student and the hours are brutal. I failed my surgery rotation by two points. My parents paid for everything and they do not know yet. On the drive home yesterday I thought about steering into the oncoming lane. I pulled over and cried for an hour. Then I went home and cooked pasta like nothing happened.',
    [3],
    'self',
  ],
  [
    'I have a good life on paper. Two healthy kids, a husband who tries, a house with a garden. The kids started school this year and the mornings are quiet. I should be grateful. But I honestly believe they would all be better off without me. I smile at the gate and chat with the other mums. Nobody suspects anything.',
    [2],
    'self',
  ],
  [
    "Hey. I'm 17 and school sucks but whatever, that's not news. My dad drinks and my brother moved out. I play guitar, mostly in my room. I started cutting again two weeks ago after almost a year without. It's summer and I'm wearing hoodies and my friend asked why. I told her I'm cold. I don't know how to tell anyone.",
    [3],
    'self',
  ],
  [
    "We lost our business last autumn. Twenty years of work, gone in one season. The bank calls every day and my wife has gone to stay with her sister. I have my grandfather's shotgun in the cupboard and I keep opening the door to look at it. I walk the dog. I feed the chickens. I told the doctor I was sleeping badly and he gave me a leaflet.",
    [3, 4],
    'self',
  ],
  [
    "I don't usually write things like this. My wife passed in January, forty one years together. The children ring and the neighbours bring soup. The garden is a mess because that was hers. I have no wish to go on without her. I eat because it is six o'clock. I am not asking for anything, only I wanted to say it somewhere.",
    [2],
    'self',
  ],
  [
    'ok so background: 22f, college, two part time jobs. rent went up again and my car needs a new transmission. my roommate eats my food lol. anyways last night after my shift i sat in the parking lot for two hours googling painless ways to die. then i drove home and did my chem homework. i have a quiz today. what is wrong with me',
    [3],
    'self',
  ],
  [
    'My son is fifteen and he used to be such a chatty boy. Since the move he sits in his room with the curtains closed. His grades are falling and he quit football. On Tuesday I found a note on his desk that says he wants to die. I have not told my husband yet. He has dinner with us and answers in single words. I am so scared of doing the wrong thing.',
    [2],
    'other',
  ],
  [
    'This will sound dramatic. I was laid off on Friday with an email, eleven years at that place. I handed in my laptop and a man walked me to the lift. My savings last until Christmas. I have decided that if nothing changes by then I will kill myself. It actually made me calm. I slept well for the first time in weeks.',
    [3, 4],
    'self',
  ],
  [
    "Been clean from everything for 8 months, got my chip and all. My sponsor moved to another state. My ex won't let me see my daughter. Yesterday was her birthday and I dropped a present at the door. I've got enough oxy left from before to never wake up and I keep counting them. I go to meetings and say I'm fine. I don't want to hurt my mom.",
    [3, 4],
    'self',
  ],
  [
    "Does anyone else feel like this? I get up, shower, go to work, everyone likes me there. I got employee of the month, there's a photo of me on the wall. And all day long there's this voice saying you should kill yourself. I laugh at lunch. I come home and lie on the floor. I'm just so tired of pretending.",
    [3],
    'self',
  ],
  [
    "i moved to this city for uni and i know nobody. my flatmates go out and they stopped asking me. mum thinks i have loads of friends. i've not eaten properly in weeks because i want to be thin enough that someone notices. i weigh myself six times a day. yesterday i fainted on the stairs and told them i tripped. i have an essay due monday",
    [2],
    'self',
  ],
  [
    'Sorry if this is the wrong forum. I have had chronic pain since a car accident in 2019. I have seen eleven specialists and had two operations. My insurance stopped paying for the therapy that worked. I cannot live like this any longer. My husband carries me up the stairs some days. I used to run marathons and teach dance.',
    [2],
    'self',
  ],
  [
    'My best mate from the army rang me last night, drunk. We served together twice. He was talking about the old times and then he said he has nothing left to live for and he keeps his pistol loaded by the bed. He lives five hours away. I stayed on the phone till he fell asleep. This morning he does not pick up.',
    [2, 3],
    'other',
  ],
  [
    "I've posted here before about my boss. It got worse, HR sided with him. I have panic attacks in the bathroom now and my hair is falling out. My partner says quit but we have the mortgage. This morning on the platform I stood right at the edge and I almost stepped in front of the train. A woman asked me if I was ok and I said yes. I made the 8:15.",
    [3, 4],
    'self',
  ],
  [
    'Just need to vent. Everyone got their acceptance letters this week and the group chat is full of confetti. I got four rejections. My parents said well there is always the family shop. I feel so worthless I took a blade to my thighs in the bathroom. It is stupid, over a letter. I put on long pyjamas and came down for dinner.',
    [3],
    'self',
  ],
  [
    "I'm a nurse, 12 hour nights, third year of this. We lost four patients last week. My supervisor gave us a pizza party. I know exactly which drugs would do it and how much, and lately knowing that is the only thing that comforts me. I have two cats and a nice balcony. I don't think anyone at work would guess. I'd never do it on shift.",
    [2, 3, 4],
    'self',
  ],
  [
    'Every time I open this app I type something and delete it. I am 31 and I have never been in a relationship. My friends are having babies. My mother has started to say it is fine. I honestly wish I had never been born, then nobody would have to be sorry for me. I bake bread at weekends. It is good bread.',
    [2],
    'self',
  ],
  [
    "Update to my last post: she served me the divorce papers at work. In front of the whole team. I drove to the lake and I've been sitting here since noon. I took all of her sleeping pills about twenty minutes ago. It's really quiet here. There's a family with a kite on the other side. Tell her I'm not angry.",
    [4],
    'self',
  ],
  [
    "I have never told anyone this. When I was nine something happened at my cousin's house. I am thirty now and I have a desk job and a gym membership. It all came back when I saw him at the wedding. I have been burning my arms with a lighter so I can feel something else. I wear long sleeves in the office. My manager says I have been distant.",
    [3],
    'self',
  ],
  [
    "My roommate is a sweet girl, we've lived together since first year. She stopped going to lectures around October. She gave me her record player last week, just like that. Today she told me she wouldn't be around for my graduation in June. She cleaned the whole flat and hugged me for a long time. I think she's planning to kill herself. Do I call her parents?",
    [2, 3],
    'other',
  ],
  [
    'It is 3am here and I cannot sleep again. The baby is six weeks old and she is perfect. Everyone keeps telling me to enjoy this time. I feel nothing when I hold her. Tonight I thought that she deserves a better mother and that I should just be dead. My husband is snoring next to me. I have to feed her in an hour.',
    [2, 3],
    'self',
  ],
  [
    'Some of you know me from the photography threads. I have sold my cameras and sent the money to my nephew. The flat is clean and the rent is paid to the end of the month. I am leaving this world on Sunday. You were good company and I learned a lot about light. Please do not look for me.',
    [4],
    'self',
  ],
  [
    'lol idk why im writing this. i got a 3.9 gpa and a scholarship and im on the swim team. coach says i look sharp. what nobody knows is that i throw up everything i eat after practice. it started with one time before a meet. now its like brushing my teeth. my throat hurts all the time',
    [2],
    'self',
  ],
  [
    'The farm has been in the family since 1911. My father never said a kind word about how I run it. The drought took the barley and now the bank wants the lower field. I have been thinking a lot about hanging myself in the barn. My wife thinks I am fixing the tractor. I come in and wash my hands and we watch the news.',
    [3],
    'self',
  ],
  [
    "This is going to be long. My anxiety started in middle school, then there was the thing with my stepdad, then the hospital. The meds made me gain 20 kilos. New therapist is nice but she's on leave. I don't feel safe with myself this week. I asked my sister to come but she has exams. I'm at the kitchen table with the lights on.",
    [3],
    'self',
  ],
  [
    'I am in my second week at the new school and lunch is the worst. They made a group about me with my photo. A boy said that I should go kill myself and everyone put a laughing face. I showed my teacher and she said to ignore it. I like drawing and manga. I do not want to go back tomorrow.',
    [1, 2, 3],
  ],
  [
    "Bit of a weird one. I've been playing in the same band for ten years and we just got signed. Everybody's over the moon. I keep smiling in the photos. There's no point in any of it, I don't want to be alive, and I can't say it because it would ruin it for them. Rehearsal's at seven. I'll bring beer.",
    [2],
    'self',
  ],
  [
    "My dad is 78 and since Mum died he's been alone in the house. He's stopped shaving and the fridge is empty. On the phone he said he'd be joining her soon and that his tablets are all lined up. He laughed it off. My brother says he's always been like that. I live in another country. Who can I even call?",
    [2, 3],
    'other',
  ],
]

/** As long and as sad, angry or tired, and nobody is in danger. */
export const sorrows: readonly Case[] = [
  [
    'We had to put our dog to sleep on Thursday. He was fourteen and his kidneys failed. The vet was lovely and he died in my arms with his head on my knee. The house is so quiet now. I keep stepping over the place where his basket was. My daughter drew a picture of him with wings. I did not know it would hurt this much.',
    [0, 1],
  ],
  [
    "My boyfriend ended it by text after six years. By text! I've been crying for three days and living on toast. My sister came over and we burned his hoodie in the garden. I hate him and I miss him. I'd kill for one decent night of sleep. Work on Monday, wish me luck.",
    [0, 1],
  ],
  [
    'Finals are killing me. Five exams in six days, who plans this. I have been in the library since seven and I have had four coffees. My group partner ghosted me and I have to finish the slides alone. If I see one more differential equation I will scream. Then summer, then sleep for a week. Send snacks.',
    [0, 1],
  ],
  [
    'I was diagnosed with breast cancer in April, stage two. Surgery went well and chemo starts next week. I am scared of losing my hair and of dying before my boys grow up. My husband shaved his head in solidarity, he looks like an egg. The oncologist says the odds are good. Any tips for the nausea? And which scarves do not itch?',
    [0, 1],
  ],
  [
    'My grandmother died last night at ninety-one. She taught me to knit and to swear in Polish. I was on a train and did not make it in time. The funeral is on Wednesday and I am supposed to say something. What do you say about someone who was always there? I keep starting and deleting it. I am so tired.',
    [0, 1],
  ],
  [
    "I'm so angry I can't see straight. My landlord is raising the rent by thirty percent with two weeks of notice. The boiler's been dead since November. I called him nine times and he hung up on me twice. I could strangle that man. Does anyone know if this is even legal in Oregon? I have all the emails.",
    [0, 1],
  ],
  [
    "Third miscarriage. I don't really know how to write this. We had already painted the room. My mother in law said at least it was early. I took the week off and I lie on the sofa with the cat. My husband cries in the shower when he thinks I can't hear. We'll try again in spring, maybe.",
    [0, 1],
  ],
  [
    'Moved to Berlin for work in January and it is dark at four. Everyone at the office is polite and nobody asks me to lunch. I FaceTime my friends at home and then the flat is even emptier. I joined a choir but I missed two rehearsals. The bread is great though. Does it get easier? I was never lonely before.',
    [0, 1],
  ],
  [
    'Our cat got hit by a car this morning. A neighbour rang the bell with him in a towel. He was only two and he slept on my pillow. The children do not know yet, they are at school until three. I feel sick. I should have kept him in. How do you tell a six year old?',
    [0, 1],
  ],
  [
    'I got fired today. Officially a restructuring, but they kept the guy who watches football at his desk. I packed a cactus and nine years into one box. I shot myself in the foot by training my replacement. My wife made pancakes for dinner. Tomorrow I will write the CV. Tonight I am going to play games and feel sorry for myself.',
    [0, 1],
  ],
  [
    "Burnt out teacher here. Thirty two kids, two of them throw chairs, no assistant. I cry in the car before I go in. The inspectors come next week and I have not slept properly in a month. I can't take this anymore, I'm handing in my notice at Easter. I used to love this job. Maybe I'll sell plants.",
    [0, 1],
  ],
  [
    "My mum has dementia and today she didn't know who I was. She was polite about it, she offered me a biscuit. I held it together until the car park. She's in a good home and they are kind to her. But I'm grieving someone who's still alive. My brother visits twice a year and has opinions. Sorry for the rant.",
    [0, 1],
  ],
  [
    'My best friend is marrying the man I was in love with at university. I am the maid of honour. I bought the dress, I booked the spa, I smile until my jaw hurts. He never knew. I want to disappear for the whole weekend of the wedding and sit in a forest. Is it awful to fake the flu? I will not do it. I just want to have said it.',
    [0, 1],
  ],
  [
    'Woke up with a fever and everything aches. The kids have it too, and the dog threw up on the rug. I have a deadline at noon. My head is killing me and the pharmacy is closed until ten. How much ibuprofen can I take together with paracetamol? I weigh about seventy kilos. Thanks, from under four blankets.',
    [0, 1],
  ],
  [
    'Four months out of rehab and the craving is back this week. Nothing happened, it just rained. I went to a meeting and then I baked. My hands shake a bit. I hate that everyone at the barbecue asks why I drink cola. I did not drink. That is the whole post: I did not drink today.',
    [0, 1],
  ],
  [
    "I failed my driving test for the fifth time. FIFTH. The examiner had a sigh like a deflating tyre. I stalled at the roundabout and a bus driver laughed at me. My little cousin passed first go last week. I'm mortified, I wanted the ground to swallow me up. Booking number six anyway.",
    [0, 1],
  ],
  [
    'My parents are divorcing after thirty years. They told us over Christmas dinner, between the goose and the pudding. Dad is moving in with somebody called Sabine. Mum repainted the bedroom green the next day. I am thirty and I feel like a child. My sister is not speaking to anyone. Who gets the dog?',
    [0, 1],
  ],
  [
    'The depression is a bit lighter since the dose was changed. I still do not do much. Today I washed my hair and walked to the post office. The lady there asked about my holidays and I nearly cried. My therapist says small things count. I have three plants alive. It is something.',
    [0, 1],
  ],
  [
    "I'm a paramedic and last night we lost a boy at a pool. We worked on him for forty minutes. His father was standing there in wet clothes. I came home and my own son was asleep with his arms over his head. I sat on his floor until it got light. I've done this for eleven years and it never got to me like this. Debrief is on Friday.",
    [0, 1],
  ],
  [
    'My ex has a new girlfriend and of course she is gorgeous. They were at the bakery, my bakery. I hid behind the rye. I know I said I was over it. I was not over it. I ate two cinnamon rolls in the car and called my sister. She said he has the personality of a wet sock, so that helped.',
    [0, 1],
  ],
  [
    "Roommate drama. She never washes up, she eats my cheese and now her boyfriend lives here for free. I left a note on the fridge and she replied with another note. I'm going to murder her over a saucepan, I swear. The lease runs until August. How do I have this talk without a war?",
    [0, 1],
  ],
  [
    'Our horse had colic and we had to say goodbye to her last night. Twenty two years, I got her when I was twelve. The vet gave the injection in the field where she was born. The other mare stood at the fence and called. I cannot stop crying. Her halter is still hanging in the hall.',
    [0, 1],
  ],
  [
    'I have long covid and it is month fourteen. I was a climber. Now I rest after taking a shower. Friends stopped asking, which I understand. I am grieving the old me and I am angry at people who say it is in my head. Yesterday I sat in the sun for an hour. Any advice on pacing from people who got better?',
    [0, 1],
  ],
  [
    "My thesis advisor quit and the new one wants me to redo chapter two. I've been at this for five years. My stipend ends in June. Everyone I started with is done and has a real job. I'm so tired I could sleep for a decade. I went for a run and yelled at a duck. Back to the bibliography.",
    [0, 1],
  ],
  [
    'A year ago today my brother died in a motorcycle crash. I still have his last voice message, it is about a pizza. Our mother lights a candle every evening. I went to the place with flowers and a truck driver stopped and took off his cap. It does not get smaller, you just get bigger around it. I miss him. That is all.',
    [0, 1],
  ],
  [
    'I messed up so badly at work. I sent the salary list to the whole company. My boss was kind, which was worse. I wanted to die of embarrassment right there at the printer. People look at me in the lift now. IT recalled it but half of them had opened it. Will I ever live this down?',
    [0, 1],
  ],
  [
    'I think my marriage is over and neither of us wants to be the one to say it. We talk about the bins and the school run. He sleeps in the study because of his back. I found myself happy when his flight was delayed. I do not hate him. I am just so sad that it can end without anything happening.',
    [0, 1],
  ],
  [
    "Insomnia week three. I've tried melatonin, magnesium, no screens, warm milk, the lot. At work I put the milk in the cupboard and the cereal in the fridge. I'm dead on my feet and my eyes look like two burnt holes. Doctor's appointment is on the ninth. What worked for you?",
    [0, 1],
  ],
  [
    'My daughter came home crying because the girls at school did not invite her to the party. All of them went, with matching shirts. She is nine. She asked me what is wrong with her. I wanted to go over there and shake somebody. We made popcorn and watched penguins. My heart is in pieces.',
    [0, 1],
  ],
  [
    "Sold my late husband's car today. A young couple with a baby took it, they were so happy. I found his sunglasses in the door. I gave away his coats last winter and that was easier. I drove home on the bus, if you can say that, and laughed out loud at it. He would have liked that one. It has been two years.",
    [0, 1],
  ],
]
