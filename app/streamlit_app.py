"""Entry of the web app. `streamlit run` finds the server here and takes the same file for its page.

Imported, it is an ASGI application that warms up before it answers and sends strict headers; run by Streamlit for a
visitor, it draws the page.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

if __name__ == "__main__":
    from app.page import page

    page()
else:
    from app.server import MIDDLEWARE, lifespan

    app = st.App(Path(__file__), lifespan=lifespan, middleware=MIDDLEWARE)
