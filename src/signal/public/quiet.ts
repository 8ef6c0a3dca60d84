// SPDX-License-Identifier: AGPL-3.0-only
// Sees: nothing but libsignal's own log lines, which name peer addresses from level info on.
// Promises: no line of libsignal's process-wide log leaves it; the first call decides, so importing this early is the switch.
// Never: writes a line, or keeps one.
import { initLogger, LogLevel } from '@signalapp/libsignal-client'

initLogger(LogLevel.Error, () => undefined)
