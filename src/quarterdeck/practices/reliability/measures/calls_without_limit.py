"""How many HTTP calls in code wait without end.

Says: Of the HTTP calls and clients in a repository's production code, how many have no time after which they give up.

Matters because: A service that does not answer takes the callers with it: each call that waits holds a worker, until none is left.

Counted how: With `--deep`, from syntax trees (table `remote_calls`): calls and sessions of Python's requests, `urlopen` and httpx; Go's `http.Get`
and the like, `http.DefaultClient` and `http.Client{…}`; Java's `HttpRequest` and Spring's `RestTemplate`; axios and `fetch` of JavaScript and
TypeScript; .NET's `HttpClient`; Ruby's Net::HTTP; PHP's Guzzle and curl. One row each: 1 where no time is given and the library has none of its own
(or the time is `None` or 0), 0 where one is set, where the library has one (httpx: five seconds), or where something else in the file may set it (a
context, a transport, an adapter: `unknown`). A time that any file gives to `axios.defaults` holds for all calls of axios.

Leaves out: Other languages and libraries; calls from a page, where a visitor waits and the browser decides; sessions and clients that come from
another file; limits that the platform sets (a Lambda's own). Database drivers and message queues. Test code.

Source: requests' advanced guide: by default requests do not time out unless a timeout value is set explicitly
(https://requests.readthedocs.io/en/latest/user/advanced/#timeouts, read in its repository on 27 November 2026). That waiting callers spread an
outage: M. Nygard, Release It! (not opened).
"""

from __future__ import annotations

from quarterdeck.derived.reading import NO_PARSED_CODE, PARSED, UNREAD
from quarterdeck.evidence.code import TrackedFile
from quarterdeck.evidence.structure import ParsedFile, RemoteCall
from quarterdeck.kernel.measure import MEASURE_HEADINGS, Fold, Measure, Page

CALLS_WITHOUT_LIMIT = Measure(
    name="calls_without_limit",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="calls",
    subject="repository",
    needs=(TrackedFile, ParsedFile, RemoteCall),
    rows=f"""
        WITH given AS (SELECT DISTINCT repository FROM remote_calls WHERE called = 'axios.defaults'), made AS (
            SELECT c.repository, c.path || ':' || c.line AS place, c.called,
                CASE WHEN c.bound = 'none' AND c.library = 'axios' AND c.repository IN (FROM given) THEN 'set for all' ELSE c.bound END AS bound
            FROM remote_calls c JOIN files f USING (repository, path) WHERE f.role = 'production' AND c.called <> 'axios.defaults'
        )
        SELECT repository AS subject, place AS key, called || ' ' || bound AS part, (bound = 'none')::INTEGER AS contribution FROM made
        UNION ALL SELECT DISTINCT repository, '', '', 0 FROM ({PARSED}) WHERE repository NOT IN (SELECT repository FROM made)
    """,  # noqa: S608  # constants of the derivation
    fold=Fold("the sum of the contributions", "sum(contribution)"),
    key_is="file",
    part_is="state",
    absent=NO_PARSED_CODE,
    gaps=UNREAD,
)
