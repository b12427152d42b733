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
import { openSqlite } from './open-sqlite.ts'

conversationsContract(openSqlite)
exchangesContract(openSqlite)
tallyContract(openSqlite)
runsContract(openSqlite)
begunConversationsContract(openSqlite)
emptyConversationsContract(openSqlite)
transientRunsContract(openSqlite)
journalContract(openSqlite)
importsContract(openSqlite)
searchContract(openSqlite)
peopleContract(openSqlite)
upkeepContract(openSqlite)
apiKeysContract(openSqlite)
auditContract(openSqlite)
overviewContract(openSqlite)
budgetsContract(openSqlite)
oddCharactersContract(openSqlite)
