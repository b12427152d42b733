import { createPhraseBook } from './phrases.ts'
import { classes } from './word-classes.ts'

/** What matters in the light of what else was said. */
export const signalPhrases = createPhraseBook(
  {
    denial: `
      i am {not|no longer} *1 {suicidal|in danger|a danger|in crisis|at risk|thinking about suicide}
      i am {safe|okay|ok|fine|alright|good|better|all right} {now|today|again|thank|_|really|i promise|do not worry|no need|and}
      i am {not|never} *1 going to *2 {do|act|try|hurt|harm|kill|die|end|cut|_|hang|jump|take}
      i {will|would|could} {not|never} *1 {do|act|try|hurt|harm|kill|end|cut|actually do} {anything|that|it|myself|something|on it|on that|to myself|my life|stupid}
      i {do not|did not|never} *1 {mean|meant} {it|that|to|anything|what}
      {just|only|was|am} {kidding|joking|exaggerating|venting|being dramatic|messing}
      {it was|that was|its|it is} {a|just a|only a} {joke|figure of speech}
      no i am {not|okay|fine|good|safe|ok}
      {nothing|not anything} like that
      {not|never} {that|like that|seriously|for real|literally}
      {no plan|no plans|no intention|no intent|not planning} {to|of|on}?
      {feel|feeling} {much}? {safe|better|safer} {now|again|today}
      {do not|no need to} worry {about me|i am|_}
      i take {it|that} back
    `,
    farewell: `
      goodbye {everyone|everybody|all|world|cruel|my|mom|mum|dad|forever|and thank|then|friends|to everyone|for good|_|i love|thank|and i|guys}
      {thank you|thank} {for} {everything|being there|always being|being my|all you|having been|trying to help|listening all}
      {take|taking} {good}? care of {my|the|our|him|her|them|yourself} *3
      {look} after {my|the|our} {dog|cat|dogs|cats|kids|children|mom|mum|mother|dad|brother|sister|family|baby|son|daughter|pets}
      {tell|let} {my|them|him|her|everyone|everybody|mom|mum|dad} *4 {love|loved|sorry|know i}
      {wrote|written|writing|write|left|leaving} *2 {letters|letter|notes} {to|for} {everyone|my|all|each|them|the people|mom|mum|dad|everybody}
      {goodbye|farewell|final|last} {letter|letters|note|video|message|goodbye|time we|words}
      {you|they|everyone|nobody} {will|would} {not|never} {hear|see|have to|be bothered|need to worry} *3 {from me|me|again|anymore|about me}
      {this is} {my|the}? {goodbye|farewell|the end|it for me|where it ends|the last}
      {said|saying|say} {my|all my} {goodbyes|farewells|last goodbyes}
      {i love|love} you {all} {goodbye|_|so|very|and|always|forever|please}
      {forgive|remember} me {_|when|please|for|and|always|as}
      {sorry|i am sorry} {for|to} {everything|everyone|all the pain|being a burden|all the trouble}
      {it has|has} been {nice|good|great|an honor|an honour} knowing {you|all|everyone}
      farewell {everyone|all|world|friends|my|_|and}
      {you were|you have been} {the best|so kind|a good friend}
      {do not|please do not} {look for|miss|blame|be sad|cry for|mourn} {me|yourself|yourselves|when|for}
      i will {not|never} be {here|around|there} {anymore|tomorrow|much|for|when|to}
      {see you|meet you|be with you} {on the other side|in heaven|in another life|in the next life}
    `,
    givingAway: `
      {gave|giving|given|give} *4 {away} {_|to|today|my|all|everything|because|and|yesterday|last|most|already|now}
      {gave|given|giving} {my|all my|her my|him my|them my} *3 {to} {my|a|the|him|her|them|charity|friends|someone|everyone}
      {i want|want} {you|him|her|them|my brother|my sister|my friend} to {have|take|keep} my
      {you|she|he|they} can have {my|all my|all of my|everything}
      {wrote|made|updated|updating|finished|making|writing|sorted} {out}? my will
      {settled|settling|put|putting|getting|got|sorting|sorted} {my|all my}? {affairs|affairs in order|debts and}
      {will not|not} need {my|them|it|these|any of} {things|stuff|clothes|guitar|it|them|this|anymore|where}
      {cleared|cleaned|packed} {out}? {my room|my things|everything} {so|for} *3 {nobody|not have to|them}
      {found|finding|looking for} {a|another|new} {home|owner|family} for my {dog|cat|pets|pet|dogs|cats} {because|_|so|before|now}
      {rehome|rehoming|rehomed} my {dog|cat|pets|dogs|cats}
    `,
    same: `
      {feel|feels|felt|feeling} {exactly|just|pretty much|basically}? {the same|the exact same|that way|like that|this way|like this|like him|like her|it too|it so}
      {how|what|exactly how|exactly what} {exactly|precisely|just}? i {feel|am feeling|think|want|felt}
      {that|this|it} {is|could be|describes|speaks to|sums up|hits|was} {so|exactly|literally|basically|just|really|pretty much}? {me|about me|my life|how i feel|us|home}
      i {can|so|really|totally|do|could not}? {relate|agree} {_|so|to|with|more|completely}
      {same here|me too|same for me|me as well|so do i|and i do too|i do too|and i mean it|i feel it too|and so do i|i mean it|so am i}
      {could have|might have|may as well have} {written|been written} {by me|that|it|this|about me}
    `,
    writing: `
      {write|writing|wrote|written|draft|drafting|compose|composing|plot|plotting|develop|developing|create|finish|finishing|edit|editing|continue|working on} {me|up|out}? *4 {story|stories|novel|novella|screenplay|script|poem|poems|poetry|lyrics|lyric|song|songs|scene|scenes|chapter|fanfic|fanfiction|play|monologue|dialogue|character|characters|fiction|book|movie|film|musical|obituary|memoir-style|sonnet|ballad}
      {in|for|of|from|about} {my|a|the|this|our|his|her|that} *2 {story|novel|novella|screenplay|script|fanfic|fanfiction|rpg|campaign|short story|dnd|role play|roleplay|fiction|thriller|manuscript|musical}
      {my|the|a|main|one|his|her|this|our} *1 {character|protagonist|narrator|antagonist|hero|heroine|villain}
      {hamlet|ophelia|juliet|romeo|othello|werther|anna karenina|madame bovary|hannah baker|sylvia plath|virginia woolf|cobain|hemingway}
      {fiction|fictional|roleplay|screenplay|fanfic|novella}
    `,
    playing: `
      {in|on|playing|play|beat|of} {a|the|this|my|our}? {game|games|minecraft|fortnite|roblox|skyrim|gta|halo|elden ring|dark souls|sims|the sims|league|valorant|overwatch|counter strike|csgo|runescape|terraria|hades|pokemon|zelda|dota|warcraft|wow|mario|hitman|rimworld|stardew|dnd|cod|apex|pubg|among us|hollow knight|factorio|rust}
      {respawn|respawns|respawning|npc|speedrun|hitbox|grenade|killstreak|lag|noob|boss fight|hardcore mode|save file|checkpoint}
    `,
    singing: `
      {song|songs|lyric|lyrics|band|album|chorus|verse|sings|sang|singing|singer|poem|poet|poems|track|line|movie|film|book|episode|show|quote|quoted|quotes|title|post|playlist|spotify|meme|tweet|headline|article|sign|shirt|novel|scene|graffiti|slogan|documentary|listening}
      {by} {johnny|nirvana|linkin|radiohead|the|queen|logic|lil|kurt|eminem|papa|metallica|my chemical}
    `,
    tongue: `
      {translate|translation|translates|grammar|spelling|pronounce|conjugate|meaning|definition|define|mean|synonym|synonyms|etymology}
    `,
  },
  classes,
)
