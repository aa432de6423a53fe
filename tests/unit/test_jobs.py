"""Every job says whether it is done even while the program ends."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest

from xpeak_desktop.services import jobs
from xpeak_desktop.services.jobs.room import Job, Look


def every_job() -> Iterator[type]:
    for module in pkgutil.iter_modules(jobs.__path__, f"{jobs.__name__}."):
        for _, one in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if one is not Job and one.__module__ == module.name and hasattr(one, "do"):
                yield one


@pytest.mark.parametrize("job", list(every_job()), ids=lambda job: job.__name__)
def test_every_job_says_whether_it_keeps_a_persons_word(job: type) -> None:
    if issubclass(job, Look):
        assert job.keeps is False
    else:
        assert isinstance(vars(job).get("keeps"), bool)


def test_the_rule_sees_the_jobs() -> None:
    assert {"KeepSettings", "LookAtChannelsKept"} <= {job.__name__ for job in every_job()}
