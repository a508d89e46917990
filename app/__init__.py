"""The web app: a front end that knows kb.knowledge, kb.render and the records, and nothing below them."""
