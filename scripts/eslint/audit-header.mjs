// SPDX-License-Identifier: AGPL-3.0-only
// Promise: every file of the audit set opens, right after its licence line, with three comment lines that start with
// "Sees", "Promises" and "Never" (STYLE section 2), so that a reviewer knows what to look for.

const WORDS = ['Sees', 'Promises', 'Never']

export const auditHeader = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { missing: 'Open this file with comment lines "Sees: …", "Promises: …" and "Never: …".' },
  },
  create(context) {
    return {
      Program(node) {
        const first = node.body[0]
        const lines = context.sourceCode.getAllComments()
          .filter((comment) => first === undefined || comment.range[1] <= first.range[0])
          .flatMap((comment) => comment.value.split('\n'))
          .map((line) => line.replace(/^[\s*/]+/, ''))
        const complete = WORDS.every((word) => lines.some((line) => new RegExp(`^\\*{0,2}${word}\\b`).test(line)))
        if (!complete) context.report({ loc: { line: 1, column: 0 }, messageId: 'missing' })
      },
    }
  },
}
