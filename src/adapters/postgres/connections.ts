import type { Pool, PoolClient } from 'pg'
import { storeUnavailable } from '../sql/store-unavailable.ts'

/** Those of a pool, one caller at a time. */
export interface Connections {
  take(): Promise<PoolClient>
  end(): Promise<void>
}

/** Who comes when so many wait already is refused at once: to wait in vain would help nobody. */
export const createConnections = (pool: Pool, mayWait = Infinity): Connections => ({
  async take() {
    if (pool.waitingCount >= mayWait) {
      throw storeUnavailable(new Error(`${mayWait} wait for a connection to the database already`))
    }
    try {
      return await pool.connect()
    } catch (error) {
      throw storeUnavailable(error)
    }
  },
  end: () => pool.end(),
})
