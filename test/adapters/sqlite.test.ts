import { apiKeysContract } from '../contracts/api-keys.contract.ts'
import { auditContract } from '../contracts/audit.contract.ts'
import { begunConversationsContract } from '../contracts/begun-conversations.contract.ts'
import { budgetsContract } from '../contracts/budgets.contract.ts'
import { choresContract } from '../contracts/chores.contract.ts'
import { commonWordsContract } from '../contracts/common-words.contract.ts'
import { conversationsContract } from '../contracts/conversations.contract.ts'
import { emptyConversationsContract } from '../contracts/empty-conversations.contract.ts'
import { exchangesContract } from '../contracts/exchanges.contract.ts'
import { forgettingContract } from '../contracts/forgetting.contract.ts'
import { importsContract } from '../contracts/imports.contract.ts'
import { journalContract } from '../contracts/journal.contract.ts'
import { learningContract } from '../contracts/learning.contract.ts'
import { memoriesContract, memoryRoomContract } from '../contracts/memories.contract.ts'
import { oddCharactersContract } from '../contracts/odd-characters.contract.ts'
import { overviewContract } from '../contracts/overview.contract.ts'
import { payHelperContract } from '../contracts/pay-helper.contract.ts'
import { peopleContract } from '../contracts/people.contract.ts'
import { adoptedMemoriesContract } from '../contracts/adopted-memories.contract.ts'
import { pseudonymsContract } from '../contracts/pseudonyms.contract.ts'
import { recallContract } from '../contracts/recall.contract.ts'
import { remainingMemoriesContract } from '../contracts/remaining-memories.contract.ts'
import { runsContract } from '../contracts/runs.contract.ts'
import { safetyRecordsContract } from '../contracts/safety-records.contract.ts'
import { searchContract } from '../contracts/search.contract.ts'
import { settingsContract } from '../contracts/settings.contract.ts'
import { summariesContract } from '../contracts/summaries.contract.ts'
import { tallyContract } from '../contracts/tally.contract.ts'
import { titlesContract } from '../contracts/titles.contract.ts'
import { tokenLimitContract } from '../contracts/token-limit.contract.ts'
import { toolCallsContract } from '../contracts/tool-calls.contract.ts'
import { transientRunsContract } from '../contracts/transient-runs.contract.ts'
import { unrememberedContract } from '../contracts/unremembered.contract.ts'
import { upkeepContract } from '../contracts/upkeep.contract.ts'
import { vectorsContract } from '../contracts/vectors.contract.ts'
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
choresContract(openSqlite)
summariesContract(openSqlite)
forgettingContract(openSqlite)
payHelperContract(openSqlite)
settingsContract(openSqlite)
titlesContract(openSqlite)
tokenLimitContract(openSqlite)
unrememberedContract(openSqlite)
memoriesContract(openSqlite)
memoryRoomContract(openSqlite)
learningContract(openSqlite)
remainingMemoriesContract(openSqlite)
recallContract(openSqlite)
vectorsContract(openSqlite)
commonWordsContract(openSqlite)
pseudonymsContract(openSqlite)
adoptedMemoriesContract(openSqlite)
safetyRecordsContract(openSqlite)
toolCallsContract(openSqlite)
