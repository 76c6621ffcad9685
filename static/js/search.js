// Without this the search is a plain field; with it, it completes words.
new DjangoQL({
  introspections: 'introspect/',
  syntaxHelp: 'djangoql-syntax/',
  selector: '#searchbar',
  autoResize: true,
});
