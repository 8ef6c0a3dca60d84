// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import Type from 'typebox'
import { parseAdmissionFile } from '../model/party-files.ts'
import { parseFrankKeysFile, parseModerationKeyFile } from '../model/report-files.ts'
import { connect, withPlace } from './connection.ts'
import type { PlaceOptions } from './connection.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { prepareFile, PUBLIC_MODE, readJsonFile, writeJsonFile } from './files.ts'

interface OutOptions { readonly out: string; readonly force?: boolean; readonly json?: boolean }
interface PinOptions { readonly key: string; readonly json?: boolean }

/** `report pin`: puts the public key into an admission file, which passes outside the gateway. Needs no daemon. */
export const reportPinCommand = (context: Context): Command => {
  const command = new Command('pin')
    .description('write the public moderation key into an admission file, before you hand that over: devices that have it seal reports to it')
    .argument('<admission>', 'the file that "provider add" or "core add" wrote')
    .requiredOption('--key <file>', 'what "report keys" printed')
    .action((admission: string, { key: keyFile, json }: PinOptions) => {
      const path = pathFrom(context, admission)
      const { key } = readJsonFile(pathFrom(context, keyFile), parseModerationKeyFile)
      const pinned = { ...readJsonFile(path, parseAdmissionFile), moderationKey: key }
      writeJsonFile(path, pinned, PUBLIC_MODE, true)
      say(context, json, { ok: true, admission: path, party: pinned.party, key: key.kid }, `${path} names moderation key ${key.kid}. Hand it to ${pinned.party} again.`)
    })
  return finish(command, { examples: ['report pin heron.example.admission.json --key moderation-key.json'] })
}

const FrankKeys = Type.Object({ drawbridge: Type.Literal('frank-keys/1'), keys: Type.Array(Type.Unknown()) })

/** `report frank-keys`: the public keys that prove what passed the gateway. */
export const reportFrankKeysCommand = (context: Context): Command => {
  const command = withPlace(new Command('frank-keys'))
    .description('write the public keys under which this gateway vouches for messages; whoever opens reports keeps them from a day when the gateway was yours')
    .requiredOption('--out <file>', 'where they go')
    .option('--force', 'overwrite what is there')
    .action(async (options: OutOptions & PlaceOptions) => {
      const path = pathFrom(context, options.out)
      const file = prepareFile(path, options.force === true)
      try {
        const { keys, drawbridge } = parseFrankKeysFile(await (await connect(context, options)).get('/v1/frank-keys', FrankKeys))
        file.write(`${JSON.stringify({ drawbridge, keys }, undefined, 2)}\n`)
        say(context, options.json, { ok: true, out: path, epochs: keys.map(({ epoch }) => epoch) }, `${path} has the keys of ${keys.map(({ epoch }) => `epoch ${String(epoch)}`).join(', ')}.`)
      } finally {
        file.discard()
      }
    })
  return finish(command, { talksToDaemon: true, examples: ['report frank-keys --out frank-keys.json'] })
}
