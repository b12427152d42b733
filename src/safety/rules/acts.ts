import { classes } from './word-classes.ts'
import { createPhraseBook } from './phrases.ts'

/** What somebody may do, wish or think of; who and whether the words around it tell. */
export const acts = createPhraseBook(
  {
    suicide: `
      $kill $self
      $end $own own? life|lives|lyf|lyfe
      $end it all
      $end my|this suffering|misery|existence
      take|taking|took|taken|takes $own own? life|lives
      commit|committing|committed|commits|kermit|attempt|attempting|attempted|do|doing|try|tried suicide
      {die|died|dies|dying} {by|from|of} suicide
      overdose|overdosing|overdosed
      od|oding {on|_|tonight}
      kms|ctb
      unalive {_|tonight|now|right now|today|soon|so|because|and|again|if}
      self delete|deletion
      blow|blowing|blew $own brains|head out|off
      put|putting a bullet in|through $own own? head|brain|skull|mouth
      slit|slitting|slash|slashing $own own? wrists|wrist|throat|veins
      open|opening $own veins
      {jump|jumping|jumped|leap|leaping|throw $self|throwing $self|threw $self} {off|from|in front of|under|out of|into} *2 bridge|bridges|building|roof|cliff|train|trains|traffic|car|cars|bus|truck|subway|window|balcony|ledge|overpass|tracks|metro
      {yeet|yeeting|hurl|hurling|fling|flinging|launch|launching|toss|tossing|chuck|chucking|drop|dropping} $self {off|from|in front of|under|out of|into} *2 bridge|bridges|building|roof|cliff|train|trains|traffic|car|cars|bus|truck|window|balcony|ledge|overpass|tracks
      {walk|walking|walked|step|stepping|stepped} {into|out into|out in front of|in front of|in to} *2 traffic|train|bus|truck|car|trains
      {drive|driving|crash|crashing|steer|steering|swerve|swerving} *3 {into|off|in front of} {a|the}? {oncoming|incoming}? tree|wall|bridge|cliff|traffic|lake|lane|truck|lorry|pole|guardrail
      lie|lay down? on the tracks|rails
      {do|doing} $self in
      stop|quit living|breathing
      leave|leaving this world|earth|life
      log|logging {off|out} of? life
      end $self
      {take|taking|swallow|swallowing|down|drink} {all|a whole|the whole|every|an entire|a bunch|a bottle|a handful|too many|the rest|enough} {of|of my|of the|my|the|these|those}? *2 $pills|bottle|bleach
      make it look like an accident
      hang|hanging from a|the rope|ceiling|tree
    `,
    ending: `
      $end it|things|everything
      get it over with
    `,
    death: `
      die
      dying
      be|being|am|was|were dead|gone|killed
      drop dead
      cease|stop to? exist|existing|being
      not exist|existing
      not|never be alive
      death
    `,
    fading: `
      {not|never|without} {wake up|waking up|woken up}
      {disappear|disappearing|vanish|vanishing} {_|forever|completely|entirely|from this world|from the world|from earth|from everything|and}
      {not be|not have been|never have been|never been|not been|was never|were never|had never been} {born|here|alive}
      sleep|sleeping forever
      {be|was|were} not {alive|here|around} _
      never {open my eyes|wake}
      fade away
      not {be|being} {here|around} {_|anymore|tomorrow}
    `,
    harm: `
      $hurt $self
      $slice $own own? $limb
      self harm|harming|harmed|injury|injuring|mutilation|mutilate
      cutting {_|again|more|deeper|every|because|helps|is the}
      make myself bleed
    `,
    state: `suicidal|suicidle|suicidel`,
    mention: `suicide`,
  },
  classes,
)

export type ActKind = 'suicide' | 'ending' | 'death' | 'fading' | 'harm' | 'state' | 'mention'
