import { readRules } from './rule.ts'
import { courtesy } from './script/courtesy.ts'
import { feelings } from './script/feelings.ts'
import { grave } from './script/grave.ts'
import { life } from './script/life.ts'
import { people } from './script/people.ts'
import { requests } from './script/requests.ts'
import { self } from './script/self.ts'
import { thinking } from './script/thinking.ts'
import { wishes } from './script/wishes.ts'

/** All that the offline model listens for, the weightiest first. */
export const script = readRules([
  ...grave,
  ...self,
  ...courtesy,
  ...requests,
  ...feelings,
  ...people,
  ...life,
  ...wishes,
  ...thinking,
])
