"""Support: who asks, which measures fit, and what they give."""
