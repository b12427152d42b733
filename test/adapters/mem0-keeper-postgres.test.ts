import { mem0ChangesContract } from '../contracts/mem0-changes.contract.ts'
import { mem0DeletingContract } from '../contracts/mem0-deleting.contract.ts'
import { mem0FailingContract } from '../contracts/mem0-failing.contract.ts'
import { mem0LearningContract } from '../contracts/mem0-learning.contract.ts'
import { mem0PendingContract } from '../contracts/mem0-pending.contract.ts'
import { mem0PersonContract } from '../contracts/mem0-person.contract.ts'
import { mem0RecallingContract } from '../contracts/mem0-recalling.contract.ts'
import { onePostgres, storeOn } from './open-postgres.ts'

const openPostgres = storeOn(onePostgres())

mem0LearningContract(openPostgres)
mem0ChangesContract(openPostgres)
mem0RecallingContract(openPostgres)
mem0PersonContract(openPostgres)
mem0DeletingContract(openPostgres)
mem0FailingContract(openPostgres)
mem0PendingContract(openPostgres)
