// SPDX-License-Identifier: AGPL-3.0-only
import { Command } from 'commander'
import Type from 'typebox'
import { Check } from 'typebox/value'
import { openReceipt } from '../model/erasure-receipt.ts'
import { GatewayError } from '../model/errors.ts'
import { parseAdmissionFile } from '../model/party-files.ts'
import { readJsonFile } from './files.ts'
import { finish, pathFrom, say } from './context.ts'
import type { Context } from './context.ts'
import { printedReceipt, Receipt } from './receipt-text.ts'

const File = Type.Object({ receipt: Type.Unknown(), jws: Type.String() })

/** `user receipt`: whether a receipt is whole and a gateway's own. Needs no daemon. */
export const userReceiptCommand = (context: Context): Command => {
  const command = new Command('receipt')
    .description('check a receipt of "user erase" against the gateway\'s key in an admission file, and print it')
    .argument('<file>', 'file that "user erase --out" wrote')
    .requiredOption('--admission <file>', 'admission file of any party of that gateway')
    .action((file: string, options: { readonly admission: string; readonly json?: boolean }) => {
      const { gateway } = readJsonFile(pathFrom(context, options.admission), parseAdmissionFile)
      const written = readJsonFile(pathFrom(context, file), (json) => json)
      // What is printed is what was signed, whatever else the file says.
      const receipt = Check(File, written) ? openReceipt(written.jws, gateway.linkKey) : undefined
      if (!Check(Receipt, receipt)) throw new GatewayError('BAD_SIGNATURE', 'this is no receipt of that gateway, or it was changed')
      say(context, options.json, { ok: true, receipt }, `Signed by the gateway ${gateway.id}.\n\n${printedReceipt(receipt)}`)
    })
  return finish(command, { examples: ['user receipt receipt.json --admission admission.json'] })
}
