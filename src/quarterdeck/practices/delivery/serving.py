"""Which repositories bring something to users' production, rather than publish a package: where a way back and a part of the users first make sense."""

from __future__ import annotations

from quarterdeck.kernel.outcome import NotAssessed

_PRODUCTION = "(^|[^a-z])(production|prod|prd|live)([^a-z]|$)"
_REACHES = (
    "\\b(kubectl|helm|helmfile|argocd|kustomize|skaffold|(terraform|tofu)( -[^ ]+)* apply|terragrunt|"
    "pulumi up|cdk deploy|sam deploy|serverless deploy|sls deploy|"
    "aws (ecs|lambda|deploy|elasticbeanstalk|cloudformation)|eb deploy|gcloud (run|app|functions|deploy)|az (webapp|containerapp|functionapp)|heroku|"
    "flyctl|fly deploy|vercel|netlify|wrangler|firebase deploy|kamal|dokku|cap [a-z]+ deploy|ansible-playbook|docker stack|nomad|cf push|render)\\b"
    "|(AzureWebApp|AzureFunctionApp|AzureRmWebApp|AzureContainerApps|AzureResourceManagerTemplateDeployment|KubernetesManifest|kubernetesDeploy|azureWebAppPublish|"
    "ServiceFabricDeploy|IISWebAppDeployment|LambdaDeployFunction|CodeDeployDeploy|BeanstalkDeploy|deploy-cloudrun|ecs-deploy|webapps-deploy|functions-action|heroku-deploy|k8s-deploy|aws-cloudformation|deploy-appengine)"
)

_ELSEWHERE = (
    "(^|[^a-z])(tests?|testing|staging|stage|previews?|review|dev|development|qa|uat|sandbox|e2e|integration|pr|cleanup|destroy|delete|stop|docs?|pages)"
    "([^a-z]|$)"
)
"""Names of jobs and environments that are not users' production: a cluster for tests is deployed to by the same commands."""

_CHORES = "(^|[^a-z])(backups?|restores?|recover|maintenance|validate|plan|checks?|scan|lint|monitor|warm|cache|seed|report)([^a-z]|$)"
"""Names of jobs that touch production and bring nothing to it, where their commands do not tell what they do."""

JOBS_THAT_SERVE = f"""
    SELECT repository, path || ':' || line AS key, 'deploys: ' || evidence AS part
    FROM pipeline_jobs j
    WHERE deploys AND regexp_matches(coalesce(evidence, ''), '{_REACHES}', 'i') AND NOT regexp_matches(job, '{_ELSEWHERE}', 'i')
        AND NOT EXISTS (FROM release_steps s WHERE s.repository = j.repository AND s.path = j.path AND s.line = j.line AND s.kind = 'environment'
            AND regexp_matches(s.says, '{_ELSEWHERE}', 'i'))
    UNION ALL
    SELECT j.repository, j.path || ':' || j.line, 'deploys to ' || s.says
    FROM release_steps s JOIN pipeline_jobs j ON j.repository = s.repository AND j.path = s.path AND j.line = s.line
    WHERE s.kind = 'environment' AND coalesce(j.deploys, NOT regexp_matches(j.job, '{_CHORES}', 'i')) AND regexp_matches(s.says, '{_PRODUCTION}', 'i')
"""  # noqa: S608  # put together from words of this module
"""Pipeline jobs that deploy to something that runs."""

SERVING = f"""
    SELECT repository, deployment AS key, 'goes to ' || coalesce(environment, 'production') AS part
    FROM (SELECT *, row_number() OVER (PARTITION BY repository ORDER BY deployed_at DESC, deployment) AS place FROM production_deployments
        WHERE deployed_at >= $start AND deployed_at < $end AND repository IS NOT NULL) WHERE place = 1
    UNION ALL {JOBS_THAT_SERVE}
"""  # noqa: S608  # likewise
"""What tells of a repository that users meet what it brings out: its latest deployment to production, and these jobs."""

NOTHING_SERVES = NotAssessed(
    "nothing tells that it is brought to users' production: no deployment was imported, and no pipeline that is read deploys to something that runs",
    "Import deployments: `quarterdeck import deployments FILE`",
)
