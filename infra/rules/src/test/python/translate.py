"""Prints as JSON what CloudFormation would be given for a SAM template and values of its parameters: translate.py TEMPLATE JSON"""

import json
import os
import sys

# The translator asks boto for a region, which no test environment has to have.
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-3")

import boto3
from cfnlint.decode import cfn_yaml
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator


def plain(node):
    """The template without cfn-lint's marks of line and column."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(item) for item in node]
    return str(node) if isinstance(node, str) else node


def uploaded(template):
    """Every local CodeUri as if `sam deploy` had put it on S3."""
    for resource in template["Resources"].values():
        if "CodeUri" in resource.get("Properties", {}):
            resource["Properties"]["CodeUri"] = {"Bucket": "uploads", "Key": "function.zip"}
    return template


template = uploaded(plain(cfn_yaml.load(sys.argv[1])))
translated = Translator({}, Parser(), boto_session=boto3.Session()).translate(
    template, parameter_values=json.loads(sys.argv[2])
)
print(json.dumps(translated))
