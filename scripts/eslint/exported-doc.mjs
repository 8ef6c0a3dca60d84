// SPDX-License-Identifier: AGPL-3.0-only
// Promise: every exported declaration of src/ has a doc comment directly before it (STYLE section 6); re-exports have
// theirs where the thing is declared, and overloads share the first one's.

export const exportedDoc = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { missing: 'Write a doc comment before this export; its first sentence is the promise.' },
  },
  create(context) {
    const documented = new Set()
    return {
      'ExportNamedDeclaration[declaration], ExportDefaultDeclaration'(node) {
        const name = node.declaration.id?.name
        const hasDoc = context.sourceCode.getCommentsBefore(node)
          .some((comment) => comment.type === 'Block' && comment.value.startsWith('*'))
        if (hasDoc) documented.add(name)
        else if (name === undefined || !documented.has(name)) context.report({ node, messageId: 'missing' })
      },
    }
  },
}
