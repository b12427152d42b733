import { apiKeysContract } from '../contracts/api-keys.contract.ts'
import { auditContract } from '../contracts/audit.contract.ts'
import { begunConversationsContract } from '../contracts/begun-conversations.contract.ts'
import { budgetsContract } from '../contracts/budgets.contract.ts'
import { conversationsContract } from '../contracts/conversations.contract.ts'
import { emptyConversationsContract } from '../contracts/empty-conversations.contract.ts'
import { exchangesContract } from '../contracts/exchanges.contract.ts'
import { importsContract } from '../contracts/imports.contract.ts'
import { journalContract } from '../contracts/journal.contract.ts'
import { oddCharactersContract } from '../contracts/odd-characters.contract.ts'
import { overviewContract } from '../contracts/overview.contract.ts'
import { peopleContract } from '../contracts/people.contract.ts'
import { runsContract } from '../contracts/runs.contract.ts'
import { searchContract } from '../contracts/search.contract.ts'
import { tallyContract } from '../contracts/tally.contract.ts'
import { transientRunsContract } from '../contracts/transient-runs.contract.ts'
import { upkeepContract } from '../contracts/upkeep.contract.ts'
import { onePostgres, storeOn } from './open-postgres.ts'

const openPostgres = storeOn(onePostgres())

conversationsContract(openPostgres)
exchangesContract(openPostgres)
tallyContract(openPostgres)
runsContract(openPostgres)
begunConversationsContract(openPostgres)
emptyConversationsContract(openPostgres)
transientRunsContract(openPostgres)
journalContract(openPostgres)
importsContract(openPostgres)
searchContract(openPostgres)
peopleContract(openPostgres)
upkeepContract(openPostgres)
apiKeysContract(openPostgres)
auditContract(openPostgres)
overviewContract(openPostgres)
budgetsContract(openPostgres)
oddCharactersContract(openPostgres)
