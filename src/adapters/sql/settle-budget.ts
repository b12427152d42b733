import { clocksDifferMs } from './admit.ts'
import { prepared } from './prepared.ts'

/** What a run has spent counts when it has ended: in the window of that moment, which it begins where there is none. */
export const settleBudget = prepared<{ userId: string; tokens: number; now: number }>()((db, p) =>
  db
    .updateTable('budgets')
    .set((eb) => {
      // A window that begins later was begun by a clock that was ahead.
      const isOpen = eb.and([
        eb(eb('window_start', '-', clocksDifferMs), '<=', p('now')),
        eb('window_end', '>', p('now')),
      ])
      const length = eb.fn.coalesce(eb('seconds', '*', 1000), eb('window_end', '-', eb.ref('window_start')))
      return {
        spent: eb
          .case()
          .when(isOpen)
          .then(eb('spent', '+', p('tokens')))
          .else(p('tokens'))
          .end(),
        window_start: eb.case().when(isOpen).then(eb.ref('window_start')).else(p('now')).end(),
        window_end: eb
          .case()
          .when(isOpen)
          .then(eb.ref('window_end'))
          .else(eb(eb.val(p('now')), '+', length))
          .end(),
      }
    })
    .where('user_id', '=', p('userId')),
)
