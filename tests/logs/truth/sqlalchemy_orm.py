"""SQLAlchemy with everything logged: engine, pool, mappers."""

from __future__ import annotations

import logging
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import orm


def run(folder: Path) -> None:
    logging.getLogger("sqlalchemy").setLevel(logging.DEBUG)  # it asks for warnings only by itself
    base = orm.declarative_base()
    models = [_model(base, name) for name in ("orders", "users", "invoices")]
    engine = sa.create_engine(f"sqlite:///{folder}/a.db", pool_size=2, max_overflow=1)
    base.metadata.create_all(engine)
    for round_ in range(3):
        with orm.Session(engine) as session:
            session.add_all([model(name=f"n{round_}") for model in models])
            session.commit()
            for model in models:
                session.scalars(sa.select(model).where(model.name == f"n{round_}")).all()
    held = [engine.connect() for _ in range(3)]
    for one in held:
        one.rollback()
        one.close()
    engine.dispose()


def _model(base: type, name: str) -> type:
    columns = {"id": sa.Column(sa.Integer, primary_key=True), "name": sa.Column(sa.String(20))}
    return type(name.title(), (base,), {"__tablename__": name, **columns})
