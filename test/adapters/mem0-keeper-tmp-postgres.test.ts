import { adoptedMemoriesContract } from '../contracts/adopted-memories.contract.ts'
import { pseudonymsContract } from '../contracts/pseudonyms.contract.ts'
import { onePostgres, storeOn } from './open-postgres.ts'

const open = storeOn(onePostgres())
pseudonymsContract(open)
adoptedMemoriesContract(open)
