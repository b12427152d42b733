import { conversationsContract } from '../contracts/conversations.contract.ts'
import { importsContract } from '../contracts/imports.contract.ts'
import { journalContract } from '../contracts/journal.contract.ts'
import { peopleContract } from '../contracts/people.contract.ts'
import { runsContract } from '../contracts/runs.contract.ts'
import { searchContract } from '../contracts/search.contract.ts'
import { upkeepContract } from '../contracts/upkeep.contract.ts'
import { openSqlite } from './open-sqlite.ts'

conversationsContract(openSqlite)
runsContract(openSqlite)
journalContract(openSqlite)
importsContract(openSqlite)
searchContract(openSqlite)
peopleContract(openSqlite)
upkeepContract(openSqlite)
