// SPDX-License-Identifier: AGPL-3.0-only
// Promise: loaded before a daemon, it makes that daemon wrong: SQLite no longer flushes its commits, and says that it does.
// A power cut must lose messages of such a daemon; one that loses none proves nothing.
import Database from 'better-sqlite3'

const { pragma } = Database.prototype

Database.prototype.pragma = function (source, options) {
  if (source === 'synchronous = FULL') return pragma.call(this, 'synchronous = NORMAL', options)
  if (source === 'synchronous') return 2
  return pragma.call(this, source, options)
}
