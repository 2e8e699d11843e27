"""Budgets: moto does not tell who a notification goes to, has no tags, and changes no budget."""

import json

from moto.budgets.exceptions import NotFoundException
from moto.budgets.responses import BudgetsResponse
from moto.utilities.tagging_service import TaggingService

from ..patching import around, operation


def _tags(response: BudgetsResponse) -> TaggingService:
    if not hasattr(response.backend, "tagger"):
        response.backend.tagger = TaggingService(tag_name="ResourceTags")
    return response.backend.tagger


@around(BudgetsResponse, "create_budget")
def _create_budget(create, response):
    result = create(response)
    name = response._get_param("Budget")["BudgetName"]
    arn = f"arn:aws:budgets::{response._get_param('AccountId')}:budget/{name}"
    _tags(response).tag_resource(arn, response._get_param("ResourceTags") or [])
    return result


@operation(BudgetsResponse)
def update_budget(self):
    changed = self._get_param("NewBudget")
    budget = self.backend.budgets[self._get_param("AccountId")].get(changed["BudgetName"])
    if budget is None:
        raise NotFoundException("The budget does not exist.")
    budget.budget.update(changed)
    return "{}"


@operation(BudgetsResponse)
def list_tags_for_resource(self):
    return json.dumps(_tags(self).list_tags_for_resource(self._get_param("ResourceARN")))


@operation(BudgetsResponse)
def tag_resource(self):
    _tags(self).tag_resource(self._get_param("ResourceARN"), self._get_param("ResourceTags"))
    return "{}"


@operation(BudgetsResponse)
def untag_resource(self):
    _tags(self).untag_resource_using_names(self._get_param("ResourceARN"), self._get_param("ResourceTagKeys"))
    return "{}"


@operation(BudgetsResponse)
def describe_subscribers_for_notification(self):
    budget = self.backend.budgets[self._get_param("AccountId")].get(self._get_param("BudgetName"))
    wanted = self._get_param("Notification")
    for notification in budget.notifications if budget else ():
        if all(notification.details.get(key) == value for key, value in wanted.items()):
            return json.dumps({"Subscribers": notification.subscribers})
    raise NotFoundException("The notification does not exist.")
