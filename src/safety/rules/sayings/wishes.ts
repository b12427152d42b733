/** Ways to say "live" and "living". */
const live =
  'live|exist|breathe|go on|carry on|keep going|keep living|keep breathing|keep existing|keep fighting|be alive|stay alive|be here|stay here|stick around|be around|wake up|survive|continue living'
const lived =
  'living|existing|breathing|going on|carrying on|being alive|staying alive|being here|sticking around|waking up|surviving'

/** Not wanting to live, and thinking of death. */
export const wishes = {
  passive: `
    not {want|wanna} to? {live|exist|go on|carry on|keep going|keep living|continue living|be alive|live this life|wake up|see tomorrow|have a future|survive} {_|anymore|no|any|longer|much|like this|and|if|in this world|tomorrow|because|without him|without her|without them|without you|with this pain|at all|through|again|ever}
    not {want|wanna} to? be {alive|living|breathing}
    not {want|wanna} to? be {here|around|on this earth|on this planet|in this world} {_|anymore|any|much|longer|tomorrow|and}
    not {want|wanna} *2 {this|my} life {_|anymore}
    not {want|wanna} to? ever? wake up
    not wanting to {live|be alive|exist|be here|wake up|go on}
    {no|lost|losing|without} *2 {will|desire|wish|strength} to {live|go on|exist|be alive}
    {no|lack of|zero|any|see the|see a|have a|find a} {reason|reasons|point|purpose} {to|for|in|of} {me to}? {live|living|go on|going on|keep going|be alive|being alive|stay alive|staying alive|exist|existing|continue living|carry on|carrying on|be here|being here|life|wake up|waking up}
    not see the? {point|reason|purpose} {_|anymore|any longer|of it all|in anything|of anything|of living|in living|in life|of life|of going on|in going on|to live|of existing|in existing|in it all|in trying|of trying|in any of this|of any of this|in continuing}
    what {is|was} the point {of living|in living|of life|of going on|of being alive|of existing|of staying alive|in being alive|in going on|of it all|anymore|of carrying on|of even living}
    {nothing|not anything|not have anything|anything} left? {to live for|worth living for|keeping me alive|keeping me here}
    nothing left {for me|to give|here}
    life {is|has been|does|feels} {not worth|no longer worth|not feel worth} {living|it|it anymore|continuing}
    life {is|feels} {pointless|meaningless|worthless|not worth}
    not {worth|feel like} {living|being alive|existing|staying alive}
    life *2 {no|any} {meaning|purpose|point}
    {tired|sick|exhausted|weary} {of|from} {just|even|simply}? {being alive|living|life|existing|existence|breathing|being here|being on this earth|waking up} {_|and|every|this|like|in pain|anymore|day|with}
    {hate|hating} {being alive|living|existing|waking up every|that i woke up|that i am alive|that i exist|that i was born}
    done with {life|living|this life|being alive|existing|this world}
    {give|giving|gave|given} up on {life|living|being alive|myself and life}
    $everybody *4 better|happier off? {without me|if i|when i|once i|with me gone|with me dead}
    {would be|be|am|is} better {off}? without me
    {would be|be|am|are} better off dead|gone
    {nobody|none|not anyone|who|everyone|anyone|world|family|they|friends} *5 {if i} *2 {died|die|was gone|were gone|disappeared|vanished|was dead|were dead|was not here|were not here|stopped existing|never existed|did not exist|was not alive|was not around|never woke up|did not wake up}
    {nobody|not anyone|they|no family|none of them} would *2 {care|notice|miss me|even notice|be sad} if i
    {nobody|not anyone} {would|will} {miss|notice} me? {when|once|if} i
    {wish|wished|wishing|wishes} {that}? i|he|she|they *2 {was dead|were dead|was never born|were never born|had never been born|was not born|could die|would die|did not exist|never existed|could disappear|would disappear|could just disappear|was not alive|were not alive|was not here|were not here|could not wake up|would not wake up|did not wake up|did not have to wake|did not have to live|did not have to be alive|did not have to exist|could cease|stopped existing|could stop existing|could end|could vanish|could go to sleep|could fall asleep|could sleep forever|had died|died|never woke|would never wake|could never wake|could be dead|would just die|was gone|were gone}
    wish {the ground|something|someone|god|a car|a bus|a truck|the earth|cancer|it} would *2 {kill me|take me|end me|hit me|swallow me whole forever|end my life|run me over}
    {hope|hoping|pray|praying|wish} *4 {die in my sleep|never wake up|not wake up|do not wake|hit by a|die soon|get cancer|stops beating|gets me killed|kills me|takes me|die tonight|just die}
    {go|going|fall|falling|drift|went} {to sleep|asleep|to bed|off} *6 {never|not} {wake up|wake|waking up}
    never {wake up|wake up again|open my eyes again}
    should {not|never} {be alive|exist|have been born|be here anymore|have survived|have existed|even be alive|have woken up}
    {should|would have} {be dead|have died|just die|be dead}
    {deserve|deserved|need|needed|supposed} to {die|be dead}
    {deserve|deserved} death
    not deserve to {live|be alive|exist|be here|breathe}
    {burden|dead weight} {to|on|for} {everyone|everybody|my family|them|people|my kids|my parents|my friends|the world|my children|my wife|my husband|all|those around|you all|others|my mom|my loved ones}
    {just|only|such|am|nothing but|being|always|been|become|becoming|was|like} a burden
    {such|huge|big|massive|financial|terrible|constant} burden {on|to|for} {everyone|everybody|my|them|you|all|others|him|her|people}
    not {care|mind|matter} *2 if i *2 {live|die|lived|died|wake up|woke up|survive|get killed|got hit|get hit}
    {would|do} not {mind|care} {dying|being dead|if i died|not waking up|if i did not wake|if i never woke}
    not {afraid|scared|frightened} {of|to} *2 {die|dying|death} {anymore|any longer|and|_}
    {waiting|ready|prepared|okay|ok|praying|begging} {to|for} {die|death}
    looking forward to {death|dying|being dead}
    {death|dying} {would|will|seems|sounds|feels|is|might} *2 {relief|easier|peaceful|better|only way|only option|only escape|only answer|comforting|sweet|nice|kinder|freedom}
    {feel|feeling|feels|felt} {like|as if} {just}? {dying|i should die|i am dying inside and|i want to die|giving up on life}
    {not|nothing|no} *2 {future|tomorrow} {for me|for myself|ahead of me}
    not {see|picture|imagine} {a|any|myself having a|myself with a} future {_|for|anymore|at|where|with me}
    {not|never} {make|live|survive} {it}? {past|to|till|until|see} {my next birthday|thirty|30|christmas|next week|next year|my birthday|graduation|tomorrow}
    {can not|can no longer|not} {go on|carry on|keep going|live|keep living} {_|anymore|any longer|like this|living like this|this way|with this|much longer|and}
    {can not|could not} {bear|stand|take|handle} {being alive|living|existing|another day|life anymore|to live|to be alive|one more day|this life}
    game over for me
    {want|wanted|need} out of {life|this life|my life|this world|existence} {_|and|so|now|because}
    {no way out|only way out} {_|anymore|for me|but|is death|is to|of this}
    {want|wanted|wanting|wants|need} {it}? *1 {all|everything|the pain|my pain} to {end|stop|be over} {_|forever|for good|permanently}
    {want|need} to sleep forever
    {want|wanted} {to}? {go be|be|join|be with} {with}? {my dead|my late} *2
    {leave|leaving} this world behind
    {rather|prefer to} {be dead|not be alive|not exist|not be here}
    {easier|better|best|simpler|nicer|happier} *3 if i *2 {was dead|were dead|died|was gone|were gone|disappeared|was not here|were not here|was not around|were not around|did not exist|never existed|was not alive|were not alive|just died|was never born|were never born}
    {sooner|earlier} i *2 {die|am dead}
    {cannot|can not} {do|take|handle} {life|living|being alive} {anymore|_}
    {exist|existing|life|living|alive|being alive} {hurts|is too painful|is too much|is unbearable|is exhausting|is torture|is hell}
    {rest|asleep|sleep} {forever|eternally|permanently|for eternity}
    {want|wish|ready|need} {to}? {disappear|vanish} {_|from|and|for good|for ever|so|because|completely|forever}
    no longer {want|wish|care|desire} to {live|exist|go on|carry on|keep going|wake up|be alive|be here|be around|breathe|continue|fight to live} {_|and|in|like|anymore|at all|this}
    no longer {want|wish} to be {a}? part of {this|the} {world|life|earth|planet}
    {wish|wishing|wished} i *2 {not be|never be|cease to be|never been conceived|never conceived|been aborted|not have to be here} {_|and|anymore|at all|in the first}
    {wish|hope|hoping|pray|praying|beg|begging} *3 {morning|tomorrow} {never comes|does not come|would not come|never came|would never come|will not come|not come}
    {praying|pray|wishing|hoping|hope|waiting|wait|asking|begging|longing} for {a|an|some} {fatal|massive|sudden|quick|quiet}? {heart attack|$calamity|brain bleed} {_|and|so|to take me|to kill me|every|or|in my sleep|tonight|instead|on the|on my}
    {hope|hoping|wish|wishing|pray|praying} {that}? {my|the|this|a|some} *1 $vehicle|flight|elevator|roof|ceiling|house {crashes|crashed|would crash|goes down|collapses|falls|hits|explodes} *3 {me|_}
    {hope|hoping|wish|pray|praying} *4 {surgery|operation|procedure|anesthesia|anaesthetic|flight} {goes|would go|go} wrong
    {hope|hoping|wish|pray|praying} *6 i never {come round|come around|come back up|open my eyes|make it home|make it back|get up again}
    {nice|great|relief|fine|lovely|okay|good|wish|hope|hoping|mind|blessing|bothered|complain|upset} *2 {if|when} {a|some|the|that} *1 $vehicle|$calamity {just|would|could|were to|finally}? {hit|hits|took|takes|take|kill|kills|killed|ran|run|runs|got|struck|strikes|strike|flattened|finished|finishes} {me|into me|over me}
    {hit|struck|run over|flattened|crushed} by a $vehicle *1 {and|would} *4 {fine with|okay with|ok with|not mind|not care|relieved|a relief|a blessing|not even be mad|not be sad|not complain}
    not {care|mind|bothered|matter} {if|whether} i {make it|come|get|arrive} {home|back|through|out|there} {alive|or not|or die|in one piece|ever again}
    {disappointed|sad|mad|angry|upset|gutted|annoyed|furious|hate|hated|regret|disappointment|cried} {that|when|because}? i {woke up|wake up|am still here|am alive|am still alive|survived|did not die|woke|opened my eyes|lived through} {_|again|alive|this morning|every|each|at all|and}
    {ready|longing|desperate|waiting|begging|wishing|aching} for {it|this|everything|life|my life|the pain|my pain} all? to {be over|end|stop}
    {had|have had} enough of {this life|my life|life|living|existing|being alive|existence|this world}
    check|checking|checked out of {life|this life|this world}
    not {going to}? {make|live|last|see|reach|get|making} {it}? {to|past|till|until}? {18|19|20|21|22|25|27|30|35|40|50|twenty|thirty|forty} {_|and|anyway|years|because|if|at this|nor|or}
    {what|where} is the point {in|of} {even|still|me}? {waking|waking up|trying to live|surviving|me being here|still being here|staying}
    {living|existing|being alive|existence|waking up|being conscious} {is|feels|has become|has been|just feels|itself is} {like|just|such}? {a|an|so|too|the|pure|my}? *1 {exhausting|chore|burden|punishment|torture|hell|prison|unbearable|agony|nightmare|suffering|misery|sentence|painful|pointless|mistake}
    {envy|envying|envious of|jealous of|jealous that} *3 {dead _|dead people|dead and|dead because|died|dying|death|passed away|passed on|six feet under|get to die|got to die|buried}
    {being dead|nonexistence|oblivion|eternal sleep|not existing|not being alive|never waking up|not waking up|ceasing to exist|dying|death|nothingness} {would|must|is starting to|starts to|has started to|just|really|is}? {be|feel|look|looks|sound|sounds|seem|seems|feels|sounding|looking} {like|so|very|really|pretty|kind of}? *1 {restful|rest|peaceful|peace|relief|tempting|appealing|inviting|attractive|comforting|comfort|nice|better|good|freedom|beautiful|kind|merciful|mercy|easy|easier|welcoming|break|home}
    {relieved|happy|happier|glad|better off|free|celebrate|celebrating|thankful|cheer|peace|heal|relax} *3 {when|if|once|after} i {am|was|were} {dead|no longer here|no longer around|not here anymore|not around anymore|finally gone|gone}
    {world|universe|planet|nobody|not anyone|they|humanity|everyone} {loses|lose|lost|would lose|will lose|misses|would miss|gains|would gain} {nothing|everything} {when|if|once} i {go|die|leave|am gone|am dead|am not here}
    worth more dead {than|_|to}
    {not|never} *1 see|picture|imagine myself {still}? {being around|being alive|being here|around|alive|lasting|living past|living much|living to|living beyond|making it past|growing old|growing up|here next|turning} *2
    {stopped|not|never} {look|looking|bother looking|check|checking|bother to look} {both ways}? *1 {before|when|while} {i}? {crossing|cross|stepping|step} *4 {anymore|either|on purpose|because|_|hoping}
    {wrote|written|write|writing|left|leaving|recorded|recording|made|making} *3 {letter|letters|note|notes|video|videos|message|messages} *8 {when|after|once} i am {gone|dead|no longer here|not here}
    {picked|chosen|choosing|chose|picking|planned|planning} {out}? {a|the|my}? *1 {song|songs|music|outfit|clothes|dress|hymn|flowers|photo|playlist|readings} for my {own}? funeral
    {no|any|zero|lack of|without|lost every|lost any} {real|good|single}? {reason|reasons|point|motivation} {for me to|left to|for me} {${live}}
    {no|any} {reason|point|sense} in {me|my|us}? {${lived}}
    {not|never} {want|wanna|plan|planning|intend|care|going|able|bother|bothered} to {${live}} {_|anymore|any longer|much longer|for the rest|past|through|like this|if}
    {want|wanted|need} {it|everything|this|my life|life} {all}? {to be}? over {with}? {_|already|so|and|now|for good|forever}
    {nobody|not anyone|who|no} *5 my {own}? funeral
    {with me|if i am|once i am|when i am|me} {in the ground|six feet under|in a coffin|in my grave|in a grave|in the grave|in a casket|in an urn|underground|in a box}
    {dream|dreamt|dreamed|dreams} *1 i {was dead|died|had died|was dying|did not exist} *8 {happy|peaceful|relieved|sad|disappointed|calm|best|peace|relief|real}
    not {bother|upset|scare|trouble|sadden} me {if|that} {i}? {could|would|might}? {died|die|did not wake|never woke|was gone|dropped dead|went to sleep and|went to sleep tonight and|stopped breathing|stopped existing}
    {wish|wished|better|wishing} *2 {parents|mother|mom|mum|dad|father|they|she|he|you|doctors|paramedics|ambulance} {had|have|would have}? {never|not} {had|have|conceived|made|kept|saved|found|revived|resuscitated|born|birthed} me
    {god|jesus|lord|universe|allah|heaven} *5 {take|takes|took|taking|call|calls|let|end} {me|my life} {_|home|now|away|already|tonight|instead|go|die|in my sleep}
    {hope|hopes|hoping|wish|wishing|pray|praying} *3 {biopsy|scan|results|tumor|tumour|lump|diagnosis|cancer|disease|illness|infection|virus} *2 {positive|bad|terminal|malignant|fatal|kills me|takes me|finishes me|gets me|returns|is back|comes back}
    {feel|feels|feeling} {like|as if|that} *2 {already dead|already died|died already|dead already|died long ago|died years ago|a walking corpse}
    not want {a|any} future
    want out of {being|everything|this existence|my head|my body}
    {angry|mad|furious|hate|disappointed|sad|upset|ashamed|resent|sorry} *6 {still breathing|still alive|for breathing|for being alive|for beating|for surviving|for waking|to still be alive|to still be here|to be alive|to have woken up|to wake up|to have survived}
    {not|never} *2 {meant|supposed|made|built|designed|cut out} {to|for} {${live}|this world|this life|be on this earth|be alive|last this long|make it this far|make it this long|this place}
    {easier|better|nice|relief|wish|hope|hoping|good|best|simpler|okay|fine} *3 {if|when}? my heart {just|simply|suddenly|would|could|finally}? {stopped|stop|gave out|gives out|quit} {_|beating|in my|tonight|and|while}
    {not|never} {want|wanna|have|need|care|able} to {do|face|see|live|get through|go through|live through|endure} {another|one more|any more|the next} {single}? {day|days|year|years|morning|tomorrow|week|night} {_|like|of this _|of this life|of pain|here|alive|in this|and|i}
    not want the rest of my life
    {death|dying} is {free|kinder|cheaper|my only|the only way|the only thing|the answer|better than this|better than living|the one thing}
    {coward|scared|weak|chicken|afraid|cowardly|gutless} to {kill myself|end it|end it all|pull the trigger|end my life|die}
    {not|never} *1 {meant|supposed} to {survive|live|be alive|last|make it} {this|that|so|past|to}
    at peace with {dying|death|ending it|leaving this|never waking|not being here}
    {should|wish|should've} *2 {have been|was|been|were}? aborted
    no point {living|being alive|going on|existing|being here|carrying on|staying alive|in me}
    {last|final} time {you|they|anyone|anybody|any of you|he|she|mom|mum} {will|would}? ever? {hear|see|speak|talk} {from|me|to|with} {me|_|alive|again}
    {will|would|am|are} {not|never} *2 be {here|around|alive} {much longer|for much longer|for long|tomorrow morning to}
    if i *2 {disappeared|vanished|died|dropped dead|was gone|were gone|stopped existing|was dead|were dead|never woke up|did not wake up} *6 {nobody|only one|not anyone|who|not one person|no one|hardly anyone} *3 {notice|care|know|miss|cry|bothered|find}
    {think|thinking|thoughts|thought|dream|dreaming} {about|of} {not being|being not|no longer being|never being|ceasing to be} {around|here|alive|anywhere|anymore|born} {_|most|all|every|a lot|anymore|constantly|again|more|and|at}
    {not|never} *1 {see|have|find|feel|got|think of} *1 {any|a|one|a single|much|another} {real|good|single}? {reason|point|sense|use} {to|in|of|for} *1 {${live}|${lived}|get up|getting up|wake up|get out of bed}
    {simpler|easier|better|kinder|nice|relief|blessing|best|wish|hope|hoping|pray|praying|good} *5 {my heart|my body} {just|simply|suddenly|would|could|finally}? {stopped|stop|stops|gave out|give out|gives out|gave up|quit|failed|fail|shut down}
    {jealous|envious|envy|envying} *5 {obituaries|obituary|graves|cemetery|graveyard|headstones|funeral|terminal|dying|ones who died|ones that died|ones who are gone}
    {what if|wish|if only|if} i *2 {was not|were not|was never|were never|not} {here|around|alive|anywhere|anymore|born|real|anything} *14 {perfect|relief|nice|peace|peaceful|bliss|better|easier|lovely|freedom|free|good|best}
    {just|please|could someone|somebody|someone} {erase|delete|unmake|undo|remove} me {from|_|completely|entirely|from existence|already}
    {dead|died} inside {for|since|already|and|a long|years|so} *6 {waiting|rest of me|body|catch up|follow|join|years|the rest}
    {rest of me|my body} *3 {catch up|follow|to go too|to stop|give out|to give up|shut down}
    {want|wanted|ready|need|like|love} to {be with|join|go to|see|hold|follow} {him|her|them|my $kin|my late|my dead} *1 again
    {do us|do everyone|do everybody|do them|doing everyone|do the world|do my family} {all|_}? a favour|favor
    {tired|sick|exhausted|weary} of {existing|being alive|being a person|being human|being me|having to exist|having to live|having to be alive|being conscious|staying alive|trying to stay alive|surviving|being here at all}
    {whether|if} *4 {i}? {to|want to|should|will|deserve to|bother to|even} {be|stay|keep on being|remain} alive
    {stay|staying|stayed|kept|keep|keeping} alive {for|only for|just for|because of|only because|because} {the|my|her|him|them|a} *2
    {only|just} {alive|here|living|breathing|still here|around|sticking around} {because|for|out of} {of|my|the|i|spite|obligation|guilt|her|him|them}
    {let down|disappointed|gutted|deflated|sad|empty} *10 {scan|tests|test|results|biopsy} {was|were|came back|is|are} {clear|fine|negative|normal|good|benign}
    {scan|tests|test|results|biopsy|lump} {was|were|came back|is|are} {clear|fine|negative|normal|good|benign} *12 {disappointed|let down|sad|gutted|hoped|hoping|counting on|wanted it|wished}
    {not|never} *2 {call|hit|press|swerve|get out of the way|brake|duck|run|wear|bother} *4 {hoping|whatever happens happens|let it|would be fine|would not mind} *4
    {hope|hoping|wish|wishing|pray|praying|waiting} *6 {hits me|hit me|kills me|killed me|take me out|takes me out|finishes me|finish me off|finishes me off|ends me|ends it for me|drift onto|runs me over|run me over|ran me over|crushes me|falls on me|swallows me whole and}
    {family|everyone|they|everybody|kids|parents|wife|husband|friends} *4 {grieve|cry|mourn|sad|upset|hurt} {for|a} *5 {and then|then|but then|before they|but} *4 {better|relief|relieved|fine|move on|breathe|forget|easier|free|okay}
    {not wanting|do not want|not want} {a|the|any|this} {life|lifetime|body|existence} {anymore|_|and|at all|any longer}
    {is|be|was} {it|life|my life|there} *2 worth {me}? {being alive|living|existing|staying alive|going on|carrying on|being here|waking up|it to stay|continuing} {_|anymore|at all|for|if|when|any longer}
    {why|what} *2 {should|do|am|would|must|is|keeps} i *3 {alive|living|exist|existing|go on|carry on|keep going|keep living|stay alive|bother living|here anymore} {_|anymore|if|when|at all|for}
  `,
  hint: `
    {coward|scared|weak|chicken|afraid|cowardly|gutless} to {actually}? {do it|go through with it|jump}
    {gone|go|going|went} through with it
    {have|had|got} {a|my|the} {date|day|method|spot} {picked|chosen|set|planned|in mind}
    who gets {what|my}
    not {find|have|see|got} {a|any|one} {single}? reason {_|anymore|to keep|to stay|to get up}
    {clean up|cleaning up|pick up|deal with} {after|the mess} *3 {dead|gone}
    {planning|planned} {it|this} for {months|weeks|years}
    {it|this|everything} will {all}? be {over|done|finished} {by|tonight|soon|tomorrow|in|before|_}
    when i am {dead|six feet under}
    {not|never} *2 {stick|sticking|hang|hanging} around {for|_|much|any|to see|long}
    {will|going to|want to|ready to|planning to|about to|might|would|brave enough to|courage to|guts to} {do|go through with} it {_|tonight|soon|anyway|right|this time|myself|if}
    {planning|planned} {it|this} {for}? {months|weeks|years|a while|days|so long|ages|all out|out}
    how i {would|will|could|might|am going to|want to} {do it|go|leave|be found} {_|and|when|over}
    {folder|list|letters|passwords|instructions|documents|notes} *6 {afterwards|afterward|for after|when it is over|once it is done|left behind|i leave behind}
    {do not|not} {look|come looking|search|wait|cry|blame yourself} for me {_|please|anymore|okay}
    {do not|not} {try to}? {stop|save|find} me {_|please|anymore|this time}
    {see|saw|seeing} {a|any|no} way {forward|out|through} {_|and|of this|of it|anymore}
    $everybody *4 {better|happier} off? _
    {better|happier} off {_|all of them|with somebody|with someone else|with another}
    {taking up|take up|wasting|waste of|using up|stealing} *2 {space|oxygen|air}
    {am|being|only|just|always|become|but|such} a *1 {drain|liability|leech|parasite|millstone|weight|strain|drag|disappointment|mistake|curse} {on|to|for|around|of|_} {my|them|everyone|everybody|all|the people|society|the family|you|him|her|people|nature}?
    finally {be|have|get} {free|happy|peace|rest|some peace|some rest|relieved|at peace|rid of me} {_|of me|without|from me|if|once|when}
    {be|feel|all feel|all be} {relieved|happier} {_|without me|if i was|if i were}
    wants {it|everything} {all}? over {with|_}
    {rid|free} of me
    {mother|father|mum|mom|dad|parent|wife|husband|daughter|son|partner|friend} {who|that} is not me
    out of {the picture|their way|your way|his way|her way|their lives|your lives|everyone way|everybody way|their hair}
    {my|our|the|a|his|her} life insurance *3 {pay|pays|paid|payout|even if|them|kids|family|wife|husband|worth more|sorted|covers|clear the}
    insurance *2 {set them|take care of them|help them|help my|pay off my}
    {tidying|tying|tied|tidied|wrapping|wrapped} up *1 loose ends
    {sorting|sorted|settling|settled|putting|put|getting|got} *1 my *1 affairs
    {wrote|made|updated|finished|signed|writing} my will
    {when|once|after} i am {gone|no longer around|no longer here|not around|not here} {_|anymore|please|for good|someone|somebody|and}
    {not be needing|not need|no need for|not be using} {it|them|this|these|my|any of|much|anything} *3 {anymore|from here|where i|after|soon|_|now}
    {ready|time} {to|for me to} {go|leave|let go|be done|say goodbye|rest} {_|now|and}
    checking out {_|soon|early|for good|permanently}
    {nothing|not anything} {for me|to stay for|to stick around for|holding me|tying me|keeping me} {here|_|in this|anymore}
    {want|wanted|need|needed} out {_|and|now|of it|of here|of everything}
    {want|wanted|need} to {rest|sleep|be gone|stop|be done|let go} {_|and never|and not|now|for good}
    {not|will not} be {a}? {problem|bother|burden|trouble|here} {for}? *2 {much longer|anymore|soon|any longer|for long}
    {method|methods|way|ways} {that|which} {does|do|will|would|is} not {hurt|fail|painful|take long}
    {hold|holding|drag|dragging|weigh|weighing} {them|everyone|him|her|you|everybody|my family|my kids|my wife} {all}? {back|down}
    {transferred|signed over|moved|emptied|left} {all}? my {savings|money|accounts|house|car|bank account} to
    my {last|final} {christmas|birthday|summer|winter|goodbye|post|night|day|meal} {_|here|with|and|i|on|ever}
    {thinking about|thinking of|considering|want to|going to|looking into|looked at} {buying|getting|buy|get|owning} {a|my first|some kind of} {gun|pistol|handgun|shotgun|firearm|rifle} {_|and|never|just|for|i|to}
    {reading|read|looking|looked|researching|researched|googling|googled|searching|searched} {about|into|up|for|at|on}? {ways|methods|how people do it|how others did it|how to do it|how it is done|options} {_|which|and|that|i|to|again|on|late}
    {scared|afraid|frightened|terrified|worried|not sure|no idea} {of|about}? what i {might|may|could|will|would|am going to|am capable of} {do|doing} *2 {_|if|tonight|when|next|alone|myself|to}
    {letter|letters|note|notes|goodbye|speech} {to|for} my {kids|children|mum|mom|family|wife|husband|parents|daughter|son|brother|sister|friends} {in my head|by heart|over and over|every night}
    {leave|leaving|exit|exiting|quit|quitting} {this life|this body|all of this|my body|my life} {_|behind|for good|soon|and} *2
  `,
  picture: `
    $image|$daydream {in my head|in my mind|flashing}? {of|about|where}? {me|myself|i am} *1 {jumping|falling|hanging|bleeding out|drowning|swerving|leaping} *2 {off|from|bridge|balcony|roof|ledge|train|trains|window|tracks|rope|tree|ceiling|bath|tub|traffic}
    $image {me|myself} {lying|lie} {dead|there dead|on them|on the tracks|on the rails|on the pavement|in a coffin|in a grave|in a casket|in the bathtub|in a pool of}
    $image {myself|me} {just|already|lifeless|finally|simply|always}? {jumping|jump|leaping|falling|swerving|driving|stepping|walking|going|throwing myself|going over} {off|in front|over|under|out|into|from} {of}? {a|the|that|my|his|an|oncoming}? *1 {bridge|bridges|building|roof|cliff|train|trains|traffic|tracks|balcony|ledge|window|overpass|railing|edge|tree|wall|bus|car|truck|platform|_}
    $image {myself|me} {just|already|lifeless|finally|simply}? {jumping|jump|leaping} {_|and|every|when|while|down}
    $image {myself|me} {just|already|lifeless|finally|simply|lying|lying there}? {hanging|hanged|hung|bleeding|bleeding out|drowning|drowned|overdosing|dead|swallowing|slitting|shooting myself|killing|ending it|ending my|pulling the trigger|going under|cutting|doing it} {_|and|in|on|from|with|the|every|when|while|all|my|by|at}
    $image {myself|me} *2 with {a|the|my|that} $weapon
    {keep|keeps|kept|stop|always|constantly|just|still|been} {picturing|imagining|seeing|visualizing|visualising|envisioning|dreaming of|dreaming about|thinking of|thinking about} {the|a|my|that|his|dads|my dad} *1 {noose|razor|razors|blade|blades|gun|rope|pistol|pills} {_|in the|in my|on my|under my|hanging|upstairs|downstairs|and how|every|at night|he|she|i|when}
    $image {my|the} {own}? {death|suicide|funeral|corpse|dead body|lifeless body|body hanging|body being found|body would be found|hanging}
    $image how {my}? *1 {body|they would find|they will find|it would feel to die|easy it would be to die|easy it would be to jump} *3
    $daydream {about|of} {my|me} {own}? {death|suicide|funeral|lying in a|hanging|dead|dying|jumping|bleeding|corpse}
    $daydream {about|of} {just|never|simply}? {bleeding|dying|death|being dead|jumping off|jumping in|drowning|hanging myself|overdosing|ending it|ending my|waking up|killing myself|not being here|not waking|not existing|being gone}
  `,
  veering: `
    $image {my|the|a|our} {car|truck|bike|plane|bus|van} {going|flying|veering|plunging|crashing|swerving|rolling|driving} {off|over|into} {a|the}? {bridge|cliff|road|edge|tree|wall|rail|guardrail|river|lake|traffic}
  `,
  tempting: `
    {suicide|overdosing|hanging myself} {is|seems|looks|sounds|feels|is looking|is sounding|is starting to look|is starting to sound|looking|sounding|keeps sounding|keeps looking} {more and more|like|so|real|really|pretty|very|kind of}? {good|tempting|appealing|nice|better|inviting|attractive|like an option|like the answer|like the only|the only|my only|a good option|an option|the answer|the easiest|easier|a way out|peaceful}
    {suicide|killing myself|ending it|ending it all|ending my life|selfexit} {is|has been|stays|keeps|always|constantly|been|was|weighing}? {still|always|constantly|heavily|often|weighing|heavy|a lot}? on my mind
    {suicide|killing myself|ending it all|ending my life} {is|seems|feels like} {the|my} {only|last} {option|way|answer|solution|choice|exit|escape|thing}
  `,
  despair: `
    {imagining|imagine|picturing|planning|planned|dream of|dreaming of|fantasizing about} my *1 funeral
    {hate|despise|loathe} {my life|myself|living like this}
    fml
    {feel|feeling|am|feels} *2 {hopeless|worthless|suffocated by life|so alone|like a failure|like nothing|like a burden|like giving up|trapped|unlovable}
    {can not} {take|do} {it|this} {anymore|any longer|much longer}
    {can not} go on
    want {it|this|the pain|everything} to {stop|end|be over}
    {no hope|lost all hope|out of hope|no hope left}
    {lonely|hopelessness|worthless|hopeless|miserable|useless}
    {so|too|very} {tired|exhausted} {_|of|and}
    {nobody|not anyone} *1 {cares|loves me|needs me|understands|likes me}
    {depressed|depression}
    {dark|darkest|scary|unsafe} {thoughts|thought} {_|again|lately|about|that|at night|today|all|in|and|every|are|keep|come|came|creeping}
    {want|wanted} to give up
    nobody {would|will} {care|miss me|notice}
  `,
} as const
