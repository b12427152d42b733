/** Eating, where it does harm. */
export const eating = {
  eating: `
    {make|making|made|makes|force|forcing|forced} myself {to}? {throw up|throwing up|vomit|sick|puke|be sick|throw it|purge|vomiting}
    {throw|throwing|threw} up {on purpose|every meal|everything i eat|my food|my meals} *2
    {throw|throwing|threw|thrown} up {after|when} {i}? {every|each|eating|eat|ate|meals|dinner|lunch|food|everything} *6 {so|because i|feel guilty|guilty|on purpose|$thin|calories|secret|nobody|hide|always|every time|again and again|without anyone|without anybody|can not stop}
    {throw|throwing|threw|thrown} up after {every|each|all my|most} {meal|meals|dinner|lunch|time}
    {purge|purging|purged|purges} {after|every|everything|all|my|again|food|dinner|lunch|_|to|when|and}
    {binge|binged|binging|bingeing} {and|then|or}? {purge|purging|purged|throw|vomit}
    {starve|starving|starved|starves} $self
    not {eat|eaten|eating|ate} {anything|solid food|food|a meal|properly}? {in|for|since} *3 {days|day|week|weeks|sunday|monday|tuesday|wednesday|thursday|friday|saturday} *6 $thin
    {stop|stopped|quit|avoid|avoiding|restrict|restricting|skip|skipping} {eating|meals|food|my food|what i eat|all food|my eating|my intake|my calories} *8 $thin|disgusting|calories
    {eat|eaten|eating|ate} {nothing|barely anything|hardly anything|next to nothing|almost nothing} {in|for|since} *3 {days|day|week|weeks|sunday|monday|tuesday|wednesday|thursday|friday|saturday} *8 $thin
    {barely|hardly} {eat|eaten|eating|ate} {in|for|since} *3 {days|week|weeks} *8 $thin
    not {eat|eaten|eating} *5 {until|till|because|so|to} *4 $thin|disgusting
    {laxatives|laxative|diuretics|diet pills} {to|after|every|so|for weight|when|again} *4 {lose|weight|eat|eating|meal|day|skinny|thin|_}
    {abusing|abuse|abused|hooked on} {laxatives|diet pills}
    {pro ana|pro mia|thinspo|thinspiration|bonespo|proana|ana tips|ana buddy|meanspo|anorexia tips}
    {be|become|becoming|get|stay} {more}? {anorexic|bulimic}
    {eating|ate|eat|on|under} {only|just|less than|under|about|around}? {100|150|200|250|300|350|400|450|500|600|700} {calories|kcal|cals}
    {only|just} *5 {100|150|200|250|300|350|400|450|500|600|700} {calories|kcal|cals}
    {spit|spitting|chew|chewing} {and|out} {spit|spitting|my food} {to|so|because} *5
    {scared|afraid|terrified} {of|to} {eat|eating|food|gaining weight|gain weight}
    {hide|hiding} {that i am|my|the} {not eating|food from|eating disorder|anorexia|vomiting|purging}
    {trick|fool|deceive|lie to|lying to} *2 {doctor|doctors|therapist|nurse|parents|mom|mum|dietitian|scale|clinic} *6 {weight|weigh|weighed|eat|eating|ate|eaten|meals}
    {restrict|limit|limiting} *6 {really|so|dangerously|super} {thin|skinny|underweight}
    my {purging|starving|bingeing and purging}
    {hide|hiding|hid|conceal|cover up|disguise|lie about|keep} *5 {i am not eating|not eating|have not been eating|have not eaten|skipping meals|skipped meals|throwing up|purging|vomiting|what i eat|how little i eat|my weight loss|how much i have lost}
    {hunger|starving|not eating|fasting|an empty stomach|being empty} {is|feels|feel|makes me|make me|makes me feel|feels so}? {powerful|strong|clean|in control|proud|pure|safe|special|good at something|like winning|like control|high}
    not {eat|eaten|eating|ate} *6 i {feel|am feeling|felt} {so|really|finally|kind of|strangely}? {powerful|strong|clean|in control|proud|light|pure|amazing|empty in a good|good at|high}
    {get rid of|ignore|stop|suppress|kill|fight|cope with|curb|silence|numb|distract from|deal with} {the|my|these}? {hunger pains|hunger pangs|hunger cramps|hunger} *8 {day|days|fast|fasting|goal|lose|weight|calories|restricting}
    {goal weight|ugw|lowest weight} *8 {under|underweight|below|doctor|nurse|bmi|bones|safe|enough|thin|30|35|38|40|42|45|80|85|90|95}
    {fingers|toothbrush|finger|spoon} {down|in} {my|the} throat
    {exercise|exercising|run|running|work out|burn|burning|workout} {off}? *3 {everything|every|all|whatever|more than} *2 i {eat|ate|have eaten}
    {only|just|nothing but|live on|living on|survive on|surviving on} *2 {an apple|one apple|half an apple|ice|ice cubes|gum|black coffee|diet coke|coke zero|cigarettes|rice cakes|a rice cake|celery|water} {a day|today|all day|all week|this week|for days|and water|for three|for two|and}
    {terrified|scared|afraid|panic|panicking|cry|crying|hate myself|disgusted|disgusting|guilty|punish} *5 {after|when|if|of|because} {i}? {eat|eating|ate|have eaten|gaining|gain|being full|feeling full|a meal|dinner|meals}
    {tips|advice|tricks|ways|help} {for|on|to|with} {me}? *1 {hiding|hide|keep|keeping|maintain|continue|continuing|be|becoming|start|starting|develop} {my|an|the|with my}? {eating disorder|anorexia|bulimia|ed|purging|starving|restricting|anorexic|bulimic|fasting from}
    {how|ways|way|tips|tricks|advice|help} *4 {stop|prevent|keep} {myself|me}? {from}? {eating|being hungry|feeling hungry|getting hungry} {_|for|anything|at all|entirely|completely|any food|altogether|so}
    {how|ways|way|tips|tricks|advice|help|want|need} *5 {skinny|thin|thinner|skinnier|underweight|emaciated|bony} {that|as|enough|so|to the point} *8 {ribs|ribcage|bones|hipbones|collarbones|hip|spine|thigh gap|nothing|show|stick out|sticks out|poke out|visible|underweight|faint}
    {binge|bingeing|binging|eat|overeat|eating} *3 {and|then|and then} *1 {vomit|throw up|puke|purge|bring|make myself} {it|everything|myself}? {all}? {back|up|sick|_} *1
    {without|not|avoid|skip|skipping} {eating|meals|food} for {a|one|two|three|five|seven|several|2|3|4|5|6|7|10|many}? *1 {days|week|weeks|month|months} *6 $thin
    {anorexia|bulimia|anorexic|bulimic|starving|purging|starvation|eating disorder|eating disorders|pro ana} {is|are|as|can be|being} {a|an|so|really}? *1 {healthy|good|great|beautiful|cool|lifestyle|choice|empowering|aesthetic|goal|goals|glamorous|safe}
    {community|communities|forum|forums|site|sites|website|websites|group|groups|server|servers|blog|blogs|chat|chats|account|accounts|subreddit|discord} *6 {on|for|about|to|into} {being|becoming|staying|be|become|stay|getting|remaining} {anorexic|bulimic|an anorexic|skinny|underweight|thin}
  `,
  eatingTopic: `
    eating {disorder|disorders}
    {anorexia|bulimia|anorexic|bulimic}
  `,
  fasting: `
    laxatives|laxative
    {chew|chewing} and {spit|spitting}
    not {eat|eaten|eating|ate} {anything|solid food|food|a meal|properly|a thing|at all|a bite}? {in|for|since} *3 {days|weeks|week|sunday|monday|tuesday|wednesday|thursday|friday|saturday}
    {100|150|200|250|300|350|400|450|500|600|700} {calories|kcal|cals} {today|so far|yesterday|total|a day|all day|per day|_}
    {more|another} {kg|kilos|pounds|lbs} to {go|lose}
    {day|hour} {two|three|four|five|six|2|3|4|5|6} of {not eating|no food|water only|fasting|only water}
  `,
} as const
