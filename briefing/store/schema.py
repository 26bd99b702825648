"""The tables, as the steps that lead from an empty file to the present form.

A step that has been released is never changed: what is to be different comes as a new step at the end. The number of
steps a file has taken stands in its `user_version`.
"""

from __future__ import annotations

APPLICATION = 0x42524647
"""What marks a file as ours (SQLite's application_id): "BRFG"."""

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE replies (
        key TEXT PRIMARY KEY,
        step TEXT NOT NULL,
        model TEXT NOT NULL,
        text TEXT NOT NULL,
        calls INTEGER NOT NULL,
        prompt_tokens INTEGER NOT NULL,
        completion_tokens INTEGER NOT NULL,
        created TEXT NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE forms (
        endpoint TEXT NOT NULL,
        model TEXT NOT NULL,
        form TEXT NOT NULL,
        PRIMARY KEY (endpoint, model)
    ) WITHOUT ROWID;

    CREATE TABLE articles (
        id TEXT PRIMARY KEY,
        source TEXT NOT NULL,
        text TEXT NOT NULL,
        title TEXT,
        outlet TEXT,
        byline TEXT,
        published TEXT,
        url TEXT,
        language TEXT,
        detected_language TEXT,
        first_seen TEXT NOT NULL,
        last_seen TEXT NOT NULL
    );
    CREATE INDEX articles_source ON articles (source);

    CREATE TABLE runs (
        id TEXT PRIMARY KEY,
        date TEXT NOT NULL,
        topic TEXT NOT NULL,
        engine TEXT NOT NULL,
        model TEXT NOT NULL,
        started TEXT NOT NULL,
        seconds REAL NOT NULL,
        output TEXT NOT NULL,
        record TEXT NOT NULL
    );
    CREATE INDEX runs_date ON runs (topic, date);

    CREATE TABLE positions (
        run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
        id TEXT NOT NULL,
        actor TEXT NOT NULL,
        kind TEXT NOT NULL,
        speaker TEXT NOT NULL,
        stance TEXT NOT NULL,
        issue TEXT NOT NULL,
        sentence TEXT NOT NULL,
        verbatim INTEGER NOT NULL,
        voice TEXT NOT NULL,
        hedged INTEGER NOT NULL,
        via TEXT NOT NULL,
        PRIMARY KEY (run, id)
    );
    CREATE INDEX positions_actor ON positions (actor);

    CREATE TABLE accounts (
        run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
        id TEXT NOT NULL,
        issue TEXT NOT NULL,
        sentence TEXT NOT NULL,
        verbatim INTEGER NOT NULL,
        hedged INTEGER NOT NULL,
        PRIMARY KEY (run, id)
    );

    CREATE TABLE evidence (
        run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
        owner TEXT NOT NULL,
        number INTEGER NOT NULL,
        article TEXT NOT NULL REFERENCES articles,
        "start" INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        PRIMARY KEY (run, owner, number)
    );

    CREATE TABLE findings (
        run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        apparent INTEGER NOT NULL,
        issue TEXT NOT NULL,
        sentence TEXT NOT NULL,
        PRIMARY KEY (run, id)
    );

    CREATE TABLE sides (
        run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
        finding TEXT NOT NULL,
        number INTEGER NOT NULL,
        label TEXT NOT NULL,
        cites TEXT NOT NULL,
        PRIMARY KEY (run, finding, number)
    );

    CREATE TABLE bottom_line (
        run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
        number INTEGER NOT NULL,
        text TEXT NOT NULL,
        cites TEXT NOT NULL,
        PRIMARY KEY (run, number)
    );

    CREATE TABLE rejected (
        run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
        number INTEGER NOT NULL,
        step TEXT NOT NULL,
        reason TEXT NOT NULL,
        offered TEXT NOT NULL,
        detail TEXT NOT NULL,
        article TEXT NOT NULL,
        PRIMARY KEY (run, number)
    );
    """,
    """
    CREATE TABLE passages (
        id INTEGER PRIMARY KEY,
        article TEXT NOT NULL REFERENCES articles,
        number INTEGER NOT NULL,
        "start" INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        stretches TEXT NOT NULL,
        UNIQUE (article, number)
    );
    CREATE VIRTUAL TABLE passage_words USING fts5 (
        words, around, topic, tokenize = 'porter unicode61 remove_diacritics 2'
    );
    CREATE TABLE cut (article TEXT PRIMARY KEY REFERENCES articles, form INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX articles_particulars ON articles (id, published, outlet);

    CREATE VIRTUAL TABLE position_words USING fts5 (
        actor, issue, sentence, run UNINDEXED, id UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2'
    );
    INSERT INTO position_words SELECT actor, issue, sentence, run, id FROM positions;

    CREATE TABLE answers (
        id INTEGER PRIMARY KEY,
        asked TEXT NOT NULL,
        question TEXT NOT NULL,
        answered INTEGER NOT NULL,
        engine TEXT NOT NULL,
        model TEXT NOT NULL,
        markdown TEXT NOT NULL,
        record TEXT NOT NULL
    );
    """,
    """
    CREATE TABLE prompts (
        digest TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        version INTEGER NOT NULL,
        source TEXT NOT NULL,
        parts TEXT NOT NULL,
        "schema" TEXT NOT NULL,
        first_seen TEXT NOT NULL,
        last_seen TEXT NOT NULL
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE changes (
        run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        issue TEXT NOT NULL,
        sentence TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        PRIMARY KEY (run, id)
    );
    CREATE TABLE not_seen (
        run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
        number INTEGER NOT NULL,
        position TEXT NOT NULL,
        PRIMARY KEY (run, number)
    );
    """,
    """
    CREATE TABLE asked (key TEXT PRIMARY KEY, messages TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE taken (
        run TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
        number INTEGER NOT NULL,
        step TEXT NOT NULL,
        key TEXT NOT NULL,
        PRIMARY KEY (run, number)
    );
    """,
    """
    ALTER TABLE positions ADD COLUMN behalf TEXT NOT NULL DEFAULT '';
    ALTER TABLE positions ADD COLUMN translated INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE accounts ADD COLUMN translated INTEGER NOT NULL DEFAULT 0;
    """,
)


def statements(step: str) -> list[str]:
    """The statements of a step: one that runs them one by one stays inside its transaction, a script does not."""
    return [statement.strip() for statement in step.split(";") if statement.strip()]
