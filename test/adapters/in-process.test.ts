import { createLiveLog } from '../../src/adapters/in-process/live-log.ts'
import { liveLogContract } from '../contracts/live-log.contract.ts'

liveLogContract(createLiveLog)
