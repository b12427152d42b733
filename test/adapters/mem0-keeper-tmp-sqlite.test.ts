import { adoptedMemoriesContract } from '../contracts/adopted-memories.contract.ts'
import { pseudonymsContract } from '../contracts/pseudonyms.contract.ts'
import { openSqlite } from './open-sqlite.ts'

pseudonymsContract(openSqlite)
adoptedMemoriesContract(openSqlite)
