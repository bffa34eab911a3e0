// The words of the cookie declaration itself, by language; everything else comes from the policy's texts.

const en = {
  title: 'Cookies and what else this site keeps in your browser',
  lead: 'For each service: what it keeps in your browser, what for, and for how long. You can change your choices at any time.',
  languages: 'Languages',
  name: 'Name',
  kind: 'Kind',
  about: 'What it is for',
  lasts: 'How long',
  purposes: 'Used for',
  loads_from: 'Loads from',
  caption: 'What {service} keeps',
  cookie: 'Cookie',
  storage: 'Browser storage',
  session: 'Until you close the browser',
  until_deleted: 'Until it is deleted',
  until_withdrawn: 'Until you take everything back',
  unexplained: 'Not explained yet',
  keeps_nothing: 'Keeps nothing in your browser.',
  choices: 'Your privacy choices',
  database: 'Browser database',
  own: 'Your choices, and what you let this site remember',
  own_record: 'The record of your last choice, for you to read',
  own_queue: 'What waits to be sent with your permission',
  own_database: 'A key by which your requests are known to be yours',
  undeclared: 'Seen, and not declared',
  undeclared_note: 'These were there when the site was examined, and no service declares them.',
  notice: 'Privacy notice',
};

const de = {
  title: 'Cookies und was diese Website sonst in Ihrem Browser speichert',
  lead: 'Für jeden Dienst: was er in Ihrem Browser speichert, wofür und wie lange. Sie können Ihre Auswahl jederzeit ändern.',
  languages: 'Sprachen',
  name: 'Name',
  kind: 'Art',
  about: 'Wofür',
  lasts: 'Wie lange',
  purposes: 'Zwecke',
  loads_from: 'Lädt von',
  caption: 'Was {service} speichert',
  cookie: 'Cookie',
  storage: 'Browserspeicher',
  session: 'Bis Sie den Browser schließen',
  until_deleted: 'Bis es gelöscht wird',
  until_withdrawn: 'Bis Sie alles zurücknehmen',
  unexplained: 'Noch nicht erklärt',
  keeps_nothing: 'Speichert nichts in Ihrem Browser.',
  choices: 'Ihre Datenschutz-Auswahl',
  database: 'Browserdatenbank',
  own: 'Ihre Auswahl und was diese Website sich mit Ihrer Erlaubnis merkt',
  own_record: 'Der Nachweis Ihrer letzten Auswahl, zum Nachlesen',
  own_queue: 'Was mit Ihrer Erlaubnis noch zu senden ist',
  own_database: 'Ein Schlüssel, an dem Ihre Anfragen als Ihre zu erkennen sind',
  undeclared: 'Gesehen und nicht angegeben',
  undeclared_note: 'Das war da, als die Website geprüft wurde, und kein Dienst gibt es an.',
  notice: 'Datenschutzhinweise',
};

const known = { en, de };

/** The words of a language or of the one it is a kind of; English where there are none. */
export const wordsOf = (language) => known[language] ?? known[language.split('-')[0]] ?? en;
