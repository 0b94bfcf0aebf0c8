"""Exports of the tools that a company has: files that somebody saved, read as text and turned into columns of evidence.

`collect` brings a file to plain text (`workbooks` too) and takes its fingerprint; `formats` recognise whose export it is; `tables` read delimited
text, with care where its quotation marks do not add up (`quotes`); `forms` and `convert` turn texts into times, numbers and words. Nothing in
a file is executed, and the file itself is not kept.
"""

VERSION = "exports 1"
