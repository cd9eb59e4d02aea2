// Staff make a consultation from nothing to public; the administrator looks after people, texts, letters and log.

import { button, follow, link, press, signIn } from '../acts.mjs';

export const name = 'staff';

const SLUG = 'parks';
const TITLE = '公園のつかいかた ご意見募集';
const HERE = `/staff/consultations/${SLUG}`;

export async function run(h) {
  const page = await h.open();
  await signIn(h, page, h.account('staff'));
  await begins(h, page);
  await writesTexts(h, page);
  await ordersThemes(h, page);
  await asks(h, page);
  await lists(h, page);
  await isLate(h, page);
  await ends(h, page);
  await isLeftOnDevice(h, page);
  await isSignedOut(h);
  const admin = await h.open();
  await signIn(h, admin, h.account('administrator'));
  await site(h, admin);
  const invited = await people(h, admin);
  await joins(h, admin, invited);
  await records(h, admin);
  await inEnglish(h, page, admin, await others(h));
}

const save = (page) => press(button(page, '保存する'));
const saved = (page) => page.getByText('保存しました。').isVisible();

/** Fills in several controls by their ids. */
async function fill(page, values) {
  for (const [id, value] of Object.entries(values)) await page.locator(`#${id}`).fill(value);
}

async function begins(h, page) {
  await h.visit('/staff/consultations', 'calls', { page });
  await press(link(page, '意見募集をつくる'));
  await h.check(page, 'call-new');
  await fill(page, { title: '  ', slug: 'Parks!', opens_on: '2024-12-01', closes_on: '2024-12-20' });
  await page.getByRole('radio', { name: /^パブリックコメント/ }).check();
  h.equal(await press(button(page, '下書きをつくる')), 422, 'title, address and a short period are to be mended');
  h.equal(await page.locator('#errors li').count(), 3, 'three things');
  h.equal(await page.locator('#closes_on').inputValue(), '2024-12-20', 'what was right stays');
  await h.check(page, 'call-new-422');
  await fill(page, { title: TITLE, slug: SLUG, closes_on: '2025-01-31' });
  await page.getByRole('radio', { name: /^アイデア募集/ }).check();
  h.equal(await press(button(page, '下書きをつくる')), 200, 'a draft');
  await page.goto(h.url(HERE));
  await h.check(page, 'call-draft');
  h.equal(await press(button(page, 'この内容で公開する')), 422, 'which is not public before it is whole');
  await h.check(page, 'call-draft-422');
  h.equal((await page.goto(h.url(`/consultations/${SLUG}`))).status(), 404, 'and which nobody else sees');
}

async function writesTexts(h, page) {
  await h.visit(`${HERE}/basics`, 'call-basics', { page });
  await page.locator('#max_chars').fill('99');
  h.equal(await save(page), 422, 'fewer than a hundred characters are refused');
  await h.check(page, 'call-basics-422');
  await page.locator('#max_chars').fill('2000');
  h.ok((await save(page)) === 200 && (await saved(page)), 'basics are saved');
  await h.visit(`${HERE}/texts/ja`, 'call-texts', { page });
  await fill(page, {
    question: '公園でしたいことは何ですか。\nあればうれしいものは何ですか。',
    purpose: 'いただいた内容は、公園の手入れの計画をつくるためだけに使います。',
    hints: 'よく行く公園はどこですか\n雨の日はどうしていますか',
  });
  h.ok((await save(page)) === 200 && (await saved(page)), 'texts are saved');
  await press(link(page, 'English'));
  await h.check(page, 'call-texts-en-tab');
  await fill(page, { title: 'How we use our parks', question: 'What would you like to do in our parks?' });
  h.ok((await save(page)) === 200 && (await saved(page)), 'in English too');
  await press(link(page, '公開ページの見え方を確かめる'));
  h.ok(await page.getByText('まだ公開されていません').isVisible(), 'its makers see how it will look');
  await h.check(page, 'call-preview');
  await press(link(page, 'ご意見を書く画面'));
  h.ok(await button(page, '確認へ進む').isDisabled(), 'and how people will write, with nothing to send');
  await h.check(page, 'call-preview-write');
}

const themes = (page) => page.locator('.theme-list > li summary bdi').allTextContents();

async function ordersThemes(h, page) {
  await page.goto(h.url(`${HERE}/themes`));
  const adding = page.locator('section.panel', { has: page.locator('#new-theme') });
  const add = async (name, parent) => {
    await adding.locator('input[name="name"]').fill(name);
    if (parent) await adding.locator('select').selectOption({ label: `「${parent}」の下` });
    return press(button(page, 'このテーマを足す'));
  };
  await add('遊具');
  await add('木かげと水場');
  await add('トイレ');
  await add('夏の水あそび', '木かげと水場');
  h.equal(await add('遊具'), 422, 'no theme stands twice in one place');
  await h.check(page, 'call-themes-422');
  await page.goto(h.url(`${HERE}/themes`));
  const before = await themes(page);
  await press(button(page, '「トイレ」を上へ'));
  const after = await themes(page);
  h.ok(before.indexOf('トイレ') > before.indexOf('木かげと水場'), 'new themes come last');
  h.ok(after.indexOf('トイレ') < after.indexOf('木かげと水場'), 'a button moves one up');
  h.equal(after.indexOf('夏の水あそび'), after.indexOf('木かげと水場') + 1, 'what is below moves along');
  await page.locator('.theme-list summary', { hasText: '遊具' }).click();
  await h.check(page, 'call-themes');
  await press(page.locator('.theme-list > li', { hasText: '遊具' }).getByRole('button', { name: 'このテーマを閉じる' }));
  h.ok(await page.locator('.theme-list .chip', { hasText: '閉じています' }).first().isVisible(), 'closed, not gone');
  await page.locator('.theme-list summary', { hasText: 'トイレ' }).click();
  await press(page.locator('.theme-list > li', { hasText: 'トイレ' }).getByRole('button', { name: 'このテーマを削除する' }));
  h.ok(!(await themes(page)).includes('トイレ'), 'deleted, as nobody has used it');
}

async function asks(h, page) {
  await h.visit(`${HERE}/fields`, 'call-fields', { page });
  const area = page.locator('section.asked', { has: page.locator('h3', { hasText: '地区' }) });
  await area.getByRole('radio', { name: /^任意/ }).check();
  await area.locator('textarea').fill('生野');
  h.equal(await save(page), 422, 'one choice is no choice');
  await h.check(page, 'call-fields-422');
  await area.locator('textarea').fill('生野 | Ikuno\n和田山 | Wadayama\n山東 | Santo\n朝来 | Asago');
  h.ok((await save(page)) === 200 && (await saved(page)), 'four are');
}

async function lists(h, page) {
  await page.goto(h.url(HERE));
  h.equal(await press(button(page, 'この内容で公開する')), 200, 'now it can be public');
  await h.check(page, 'call-listed');
  const resident = await h.visit(`/consultations/${SLUG}`, 'call-scheduled');
  await h.visit(`/consultations/${SLUG}/write`, 'call-not-yet', { page: resident });
  await page.goto(h.url(`${HERE}/basics`));
  await page.locator('#opens_on').fill('2024-10-28');
  await save(page);
  await h.visit('/', 'home-two', { page: resident });
  await h.visit(`/consultations/${SLUG}/write`, 'call-write', { page: resident });
  h.equal(await resident.locator('#body').getAttribute('data-max'), '2000', 'with the length that was set');
  h.equal(await resident.getByRole('radio', { name: '遊具' }).count(), 0, 'and without the closed theme');
}

/** Two people at one section: the second sees both texts. */
async function isLate(h, page) {
  const other = await h.open();
  await signIn(h, other, h.account('staff'));
  await page.goto(h.url(`${HERE}/texts/ja`));
  await other.goto(h.url(`${HERE}/texts/ja`));
  await page.locator('#readers').fill('公園の担当職員が読みます。');
  await save(page);
  await other.locator('#readers').fill('都市計画の担当職員が読みます。');
  h.equal(await save(other), 409, 'the second to save is told');
  h.equal(await other.locator('#readers').inputValue(), '都市計画の担当職員が読みます。', 'keeps his words');
  h.ok(await other.locator('#readers-theirs').isVisible(), 'and sees those of the first');
  await h.check(other, 'call-late');
  h.ok((await save(other)) === 200 && (await saved(other)), 'then he decides');
}

/** The period is cut short or put off while somebody writes: the words stay. */
async function ends(h, page) {
  const text = '池のまわりに、腰をおろせる石を並べてほしいです。\n夏は木かげがほしいです。';
  const writer = await h.open();
  for (const [opens, closes, name, title] of [
    ['2024-10-01', '2024-10-27', 'closed-words', '募集は終わりました'],
    ['2024-11-01', '2024-11-30', 'not-yet-words', '募集はまだ始まっていません'],
  ]) {
    await page.goto(h.url(`${HERE}/basics`));
    await fill(page, { opens_on: '2024-10-28', closes_on: '2024-11-30' });
    await save(page);
    await writer.goto(h.url(`/consultations/${SLUG}/write`));
    await writer.locator('#body').fill(text);
    await fill(page, { opens_on: opens, closes_on: closes });
    await save(page);
    await press(button(writer, '確認へ進む'));
    h.ok(await writer.getByRole('heading', { name: title }).isVisible(), `${name}: what was written is not taken`);
    h.equal(await writer.getByRole('textbox').inputValue(), text, `${name}: but still there to be copied`);
    await h.check(writer, name);
  }
}

/** What was begun on a device is found there after the end, to be copied or wiped. */
async function isLeftOnDevice(h, page) {
  const text = '池に、水鳥の案内板がほしいです。';
  await page.goto(h.url(`${HERE}/basics`));
  await fill(page, { opens_on: '2024-10-28', closes_on: '2024-11-30' });
  await save(page);
  const writer = await h.open({ script: true, permissions: ['clipboard-read', 'clipboard-write'] });
  const [left, said] = [writer.locator('[data-left]'), writer.getByRole('status')];
  await writer.goto(h.url(`/consultations/${SLUG}/write`));
  await writer.locator('#body').fill(text);
  await writer.getByText('この端末に下書きを保存しました').waitFor();
  await fill(page, { opens_on: '2024-10-01', closes_on: '2024-10-27' });
  await save(page);
  await writer.goto(h.url(`/consultations/${SLUG}/write`, 'en'));
  h.equal(await left.getByRole('textbox').inputValue(), text, 'after the end a draft is shown, whichever language it was begun in');
  await writer.goto(h.url(`/consultations/${SLUG}`));
  await h.check(writer, 'closed-call-draft');
  await press(link(writer, 'この端末に、書きかけの文章が残っています（見る・消す）'));
  await h.check(writer, 'closed-draft');
  await button(writer, '文章をコピーする').click();
  await writer.getByText('コピーしました。').waitFor();
  h.equal(await writer.evaluate(() => navigator.clipboard.readText()), text, 'it can be copied');
  await button(writer, 'この端末から消す').click();
  h.equal(await said.textContent(), 'この端末から消しました。', 'and wiped');
  h.ok(!(await writer.content()).includes(text) && !(await writer.evaluate(() => JSON.stringify(localStorage))).includes(text), 'which leaves nothing');
  await writer.reload();
  h.ok(!(await left.isVisible()), 'and nothing is said of it any more');
  await writer.goto(h.url(`/consultations/${SLUG}`));
  h.ok(!(await left.isVisible()), 'nor on the page of the consultation');
}

/** Who is signed out while he writes keeps his words, signs in beside and sends them again. */
async function isSignedOut(h) {
  const page = await h.open();
  await signIn(h, page, h.account('staff'));
  await page.goto(h.url(`${HERE}/texts/ja`));
  await page.locator('#readers').fill('公園の担当職員と、公園を手入れする皆さんが読みます。');
  await page.context().clearCookies();
  h.equal(await save(page), 401, 'without a session nothing is saved');
  h.ok((await page.locator('textarea').allTextContents()).some((text) => text.includes('手入れする皆さん')), 'the words are kept');
  await h.check(page, 'session-ended');
  const [beside] = await Promise.all([page.context().waitForEvent('page'), link(page, '新しいタブでサインインする').click()]);
  await signIn(h, beside, h.account('staff'));
  await beside.close();
  h.equal((await page.reload()).status(), 200, 'signed in beside, one sends them again');
  h.ok(await saved(page), 'and they are saved');
}

async function site(h, page) {
  h.ok(page.url().endsWith('/staff/site'), 'an administrator begins with the city');
  await h.check(page, 'site');
  const city = page.locator('main form .input').first();
  const before = await city.inputValue();
  await city.fill(' ');
  h.equal(await press(button(page, '市の情報を保存する')), 422, 'a city has a name');
  await h.check(page, 'site-422');
  await page.locator('main form .input').first().fill(before);
  h.equal(await press(button(page, '市の情報を保存する')), 200, 'saved');
  h.ok(await page.getByRole('status').getByText('保存しました').isVisible(), 'and said so');
}

/** Answers the one-time link of the new colleague. */
async function people(h, page) {
  await h.visit('/staff/people', 'people', { page });
  await press(link(page, '職員を追加する'));
  await h.check(page, 'invitation');
  await fill(page, { login: 'hanako', name: '山田はな子' });
  h.equal(await press(button(page, '追加してリンクを作る')), 422, 'nobody is without a role');
  await h.check(page, 'invitation-422');
  await page.getByRole('checkbox', { name: /^閲覧/ }).check();
  await press(button(page, '追加してリンクを作る'));
  const address = await page.locator('.one-time').textContent();
  h.ok(address.startsWith(`${h.base}/staff/link/`), 'a link to hand over');
  await h.check(page, 'people-link');
  await h.visit('/staff/people/hanako', 'person', { page });
  h.equal(await page.locator('.one-time').count(), 0, 'which is shown once');
  return address;
}

/** The new colleague sets a password and works, until the administrator says otherwise. */
async function joins(h, admin, address) {
  const page = await h.open();
  await page.goto(address);
  await h.check(page, 'set-password');
  await fill(page, { password: 'short', again: 'short' });
  h.equal(await press(page.locator('main button.main')), 422, 'a short password is refused');
  await h.check(page, 'set-password-422');
  const password = '円山川の土手を毎朝歩く';
  await fill(page, { password: `${password}のが好き`, again: `${password}のが好き` });
  h.equal(await press(page.locator('main button.main')), 200, 'a long one is taken');
  await h.check(page, 'sign-in-after-link');
  await h.visit(new URL(address).pathname, 'link-gone', { status: 404 });
  h.equal(await signIn(h, page, { login: 'hanako', password: `${password}のが好き` }), 200, 'and the password opens');
  await h.visit('/staff/password', 'password', { page });
  await fill(page, { current: 'wrong wrong wrong', password: 'short', again: 'shorter' });
  h.equal(await press(page.locator('main button.main')), 422, 'changing it needs the old one');
  await h.check(page, 'password-422');
  await h.visit('/staff/people', 'forbidden', { page, status: 403 });

  await admin.goto(h.url('/staff/people/hanako'));
  await press(button(admin, '利用を停止する'));
  await h.check(admin, 'person-disabled');
  await page.goto(h.url('/staff/password'));
  h.equal(await page.locator('#current').count(), 0, 'who is stopped is signed out at once');
  await page.goto(h.url('/staff'));
  await h.check(page, 'sign-in-needed');
}

async function records(h, page) {
  await h.visit('/staff/mail', 'mail', { page });
  await h.visit('/staff/jobs', 'jobs', { page });
  await h.visit('/staff/log', 'log', { page });
  h.ok(await page.locator('.log').getByText('職員の追加', { exact: true }).first().isVisible(), 'every act is in the log');
  h.equal(await follow(page, () => link(page, '前の記録').click()), 200, 'older acts follow');
}

/** Who may do little sees little. */
async function others(h) {
  for (const who of ['viewer', 'department']) {
    const reader = await h.open();
    await signIn(h, reader, h.account(who));
    h.ok(reader.url().endsWith('/staff/board'), `a ${who} begins with the counts`);
    await h.check(reader, who);
    await press(link(reader, '公開された意見'));
    await reader.locator('details.filter summary').click();
    h.equal(await reader.locator('#f-channel, #f-area, #f-age').count(), 0, 'and asks what everybody may know');
    await h.check(reader, `${who}-opinions`);
    await press(reader.locator('.voice-head a').first());
    h.ok(await reader.locator('article p.verbatim').isVisible(), 'an opinion is read where everybody reads it');
  }
  const auditor = await h.open();
  await signIn(h, auditor, h.account('auditor'));
  h.ok(auditor.url().endsWith('/staff/balance'), 'an auditor begins with the balance');
  h.equal(await auditor.locator('.checks .check-circle').count(), 3, 'which is right in three ways');
  await h.check(auditor, 'balance');
  await press(link(auditor, '操作履歴を読む'));
  await h.check(auditor, 'log-auditor');
  h.equal((await auditor.goto(h.url('/staff/queue'))).status(), 403, 'an auditor decides nothing');
  return auditor;
}

async function inEnglish(h, page, admin, auditor) {
  const language = 'en';
  for (const [who, where, name] of [
    [page, '/staff/consultations', 'calls-en'],
    [page, '/staff/consultations/new', 'call-new-en'],
    [page, HERE, 'call-listed-en'],
    [page, `${HERE}/basics`, 'call-basics-en'],
    [page, `${HERE}/texts/ja`, 'call-texts-en'],
    [page, `${HERE}/themes`, 'call-themes-en'],
    [page, `${HERE}/fields`, 'call-fields-en'],
    [admin, '/staff/site', 'site-en'],
    [admin, '/staff/people', 'people-en'],
    [admin, '/staff/people/hanako', 'person-en'],
    [admin, '/staff/mail', 'mail-en'],
    [admin, '/staff/jobs', 'jobs-en'],
    [admin, '/staff/log', 'log-en'],
    [auditor, '/staff/balance', 'balance-en'],
  ]) {
    await h.visit(where, name, { page: who, language });
  }
}
