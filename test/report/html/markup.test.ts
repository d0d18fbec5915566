import { breakable, html, prose, rawText } from '../../../src/report/html/markup';

test('text is escaped wherever it is put', () => {
  expect(String(html`<p title="${'"a" & \'b\''}">${'<b>'}</p>`)).toBe('<p title="&quot;a&quot; &amp; &#39;b&#39;">&lt;b&gt;</p>');
});

test('markup, lists and numbers are put as they are, and nothing as nothing', () => {
  expect(String(html`<ul>${['a', 'b'].map((name) => html`<li>${name}</li>`)}</ul>${0}${undefined}${false}`)).toBe('<ul><li>a</li><li>b</li></ul>0');
});

test('a long list stays in pieces, in whatever it is put', () => {
  const rows = Array.from({ length: 100 }, (_, index) => html`<li>${index}</li>`);
  const list = html`<section>${html`<ul>${rows}</ul>`}<p>${'a&b'}</p></section>`;
  expect(list.pieces.length).toBeGreaterThan(100);
  expect(list.pieces.join('')).toBe(`<section><ul>${rows.join('')}</ul><p>a&amp;b</p></section>`);
});

test('what stands between backticks is code', () => {
  expect(String(prose('use `a<b>()`, not <i>'))).toBe('use <code>a&lt;b&gt;()</code>, not &lt;i&gt;');
});

test('a name may be broken after its parts', () => {
  expect(String(breakable('App/<Stack>/Fn'))).toBe('App/<wbr>&lt;Stack&gt;/<wbr>Fn');
  expect(String(breakable('AWS::Lambda::Function'))).toBe('AWS::<wbr>Lambda::<wbr>Function');
});

test('a style or a script that would end its own element is refused', () => {
  expect(String(rawText('style', 'a < b'))).toBe('a < b');
  expect(() => rawText('script', '"</SCRIPT>"')).toThrow('must not hold its own end tag');
});
