// SPDX-License-Identifier: AGPL-3.0-only
// Promise: nobody casts to a proof type (STYLE section 2). A type is a proof when it is declared in src/model/proofs/,
// whatever path or alias it was imported by; only that folder itself may cast to it.
import ts from 'typescript'

const PROOFS = /\/src\/model\/proofs\//

export const noProofCast = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { cast: '{{name}} is a proof: only the check that mints it makes one, a cast does not.' },
  },
  create(context) {
    if (PROOFS.test(context.filename)) return {}
    const services = context.sourceCode.parserServices
    const checker = services.program.getTypeChecker()

    const proofIn = (typeNode) => {
      if (ts.isTypeReferenceNode(typeNode) || ts.isImportTypeNode(typeNode)) {
        const name = proofName(checker, typeNode)
        if (name !== undefined) return name
      }
      return ts.forEachChild(typeNode, proofIn)
    }
    const inspect = (node) => {
      const name = proofIn(services.esTreeNodeToTSNodeMap.get(node.typeAnnotation))
      if (name !== undefined) context.report({ node, messageId: 'cast', data: { name } })
    }
    return { TSAsExpression: inspect, TSTypeAssertion: inspect }
  },
}

/** The name of the proof that a type node means, following imports, re-exports and local aliases. */
function proofName(checker, typeNode) {
  const type = checker.getTypeFromTypeNode(typeNode)
  const named = ts.isTypeReferenceNode(typeNode) ? checker.getSymbolAtLocation(typeNode.typeName) : undefined
  const target = named !== undefined && (named.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(named) : named
  return [target, type.aliasSymbol, type.symbol].find(isProof)?.name
}

function isProof(symbol) {
  return symbol?.declarations?.some((declaration) => PROOFS.test(declaration.getSourceFile().fileName)) ?? false
}
