import { mem0ChangesContract } from '../contracts/mem0-changes.contract.ts'
import { mem0DeletingContract } from '../contracts/mem0-deleting.contract.ts'
import { mem0FailingContract } from '../contracts/mem0-failing.contract.ts'
import { mem0LearningContract } from '../contracts/mem0-learning.contract.ts'
import { mem0PendingContract } from '../contracts/mem0-pending.contract.ts'
import { mem0PersonContract } from '../contracts/mem0-person.contract.ts'
import { mem0RecallingContract } from '../contracts/mem0-recalling.contract.ts'
import { openSqlite } from './open-sqlite.ts'

mem0LearningContract(openSqlite)
mem0ChangesContract(openSqlite)
mem0RecallingContract(openSqlite)
mem0PersonContract(openSqlite)
mem0DeletingContract(openSqlite)
mem0FailingContract(openSqlite)
mem0PendingContract(openSqlite)
