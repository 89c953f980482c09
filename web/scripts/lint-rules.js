/** Our own lint rules: no physical directions in CSS, no words for people outside the dictionaries. */

const PHYSICAL = new RegExp(
  [
    String.raw`(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)\b`,
    String.raw`(?<![\w-])(?:left|right|top|bottom)\s*:`,
    String.raw`(?:text-align|float|clear)\s*:\s*(?:left|right)\b`,
    String.raw`(?<![\w-])border-(?:top|bottom)-(?:left|right)-radius\b`,
  ].join('|'),
  'g',
)

/** Reports every physical direction in the source text of `node`. */
function reportPhysical(context, node) {
  const text = context.sourceCode.getText(node)
  for (const match of text.matchAll(PHYSICAL)) {
    context.report({
      node,
      message: `Use a logical property instead of "${match[0]}" (works in both directions).`,
    })
  }
}

const logicalCss = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    SvelteStyleElement: (node) => reportPhysical(context, node),
    StyleSheet: (node) => reportPhysical(context, node),
  }),
}

const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'title',
  'alt',
  'placeholder',
  'label',
])

const noLiteralText = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    SvelteText(node) {
      const inside = node.parent.type
      if (inside === 'SvelteStyleElement' || inside === 'SvelteScriptElement') return
      if (/\p{L}/u.test(node.value)) context.report({ node, message: 'Words for people live in src/i18n.' })
    },
    SvelteAttribute(node) {
      if (!SPOKEN.has(node.key.name)) return
      for (const part of node.value) {
        if (part.type === 'SvelteLiteral' && /\p{L}/u.test(part.value)) {
          context.report({ node, message: 'Words for people live in src/i18n.' })
        }
      }
    },
  }),
}

/** The content security policy blocks `style="…"`; `style:` directives go through the CSSOM. */
const noStyleAttribute = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    SvelteAttribute(node) {
      if (node.key.name === 'style')
        context.report({ node, message: 'Use style: directives, not style="…".' })
    },
  }),
}

export default {
  rules: {
    'logical-css': logicalCss,
    'no-literal-text': noLiteralText,
    'no-style-attribute': noStyleAttribute,
  },
}
