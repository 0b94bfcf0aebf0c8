"""The company in a browser: pages over the published run and the record. `main.py` is what the server loads, `application.py` puts the parts together."""
