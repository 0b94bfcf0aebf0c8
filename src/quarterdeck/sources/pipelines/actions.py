"""What published actions tell about a step of GitHub Actions. Data only: a correction is one name in one list.

Names are in lower case and without a version. An action may stand in several lists.
"""

from __future__ import annotations

from quarterdeck.sources.pipelines.kinds import phrases

ACTION_TESTS = phrases("""
    cypress-io/github-action, reactivecircus/android-emulator-runner, microsoft/vstest-action, matlab-actions/run-tests
    julia-actions/julia-runtest, r-lib/actions/check-r-package, pypa/cibuildwheel
    google/oss-fuzz/infra/cifuzz/actions/run_fuzzers, chromaui/action, php-actions/phpunit, php-actions/behat
    matt-ball/newman-action, grafana/k6-action, grafana/run-k6-action, pavelzw/pytest-action, saucelabs/saucectl-run-action
    browserstack/github-actions-run, mobile-dev-inc/action-maestro-cloud
""")
"""Runs tests."""

ACTION_CHECKS = phrases("""
    github/codeql-action/analyze, pre-commit/action, pre-commit-ci/lite-action-run, j178/prek-action
    tox-dev/action-pre-commit-uv, golangci/golangci-lint-action, zizmorcore/zizmor-action, woodruffw/zizmor-action
    aquasecurity/trivy-action, aquasecurity/tfsec-action, aquasecurity/tfsec-pr-commenter-action, ossf/scorecard-action
    actions/dependency-review-action, github/super-linter, github/super-linter/slim, super-linter/super-linter
    super-linter/super-linter/slim, oxsecurity/megalinter, oxsecurity/megalinter/flavors/python
    oxsecurity/megalinter/flavors/javascript, astral-sh/ruff-action, chartboost/ruff-action, psf/black, isort/isort-action
    jakebailey/pyright-action, tsuyoshicho/action-mypy, codespell-project/actions-codespell
    crate-ci/typos, streetsidesoftware/cspell-action, rojopolis/spellcheck-github-actions, check-spelling/check-spelling
    lycheeverse/lychee-action, gaurav-nelson/github-action-markdown-link-check, tcort/github-action-markdown-link-check
    davidanson/markdownlint-cli2-action, nosborn/github-action-markdown-cli, avto-dev/markdown-lint, errata-ai/vale-action
    vale-cli/vale-action, ludeeus/action-shellcheck, redhat-plumbers-in-action/differential-shellcheck
    hadolint/hadolint-action, ibiqlik/action-yamllint, karancode/yamllint-github-action, raven-actions/actionlint
    rhysd/actionlint, editorconfig-checker/action-editorconfig-checker, wagoid/commitlint-github-action
    amannn/action-semantic-pull-request, webiny/action-conventional-commits, jorisroovers/gitlint, fsfe/reuse-action
    apache/skywalking-eyes, apache/skywalking-eyes/header, apache/skywalking-eyes/dependency
    viperproject/check-license-header, fossas/fossa-action
    sonarsource/sonarcloud-github-action, sonarsource/sonarqube-scan-action, sonarsource/sonarqube-quality-gate-action
    codacy/codacy-analysis-cli-action, jetbrains/qodana-action, deepsourcelabs/cli-action, snyk/actions/python
    snyk/actions/node, snyk/actions/golang, snyk/actions/docker, snyk/actions/maven, snyk/actions/gradle, anchore/scan-action
    google/osv-scanner-action, google/osv-scanner-action/osv-scanner-action
    google/osv-scanner-action/.github/workflows/*, gitleaks/gitleaks-action
    zricethezav/gitleaks-action, trufflesecurity/trufflehog, returntocorp/semgrep-action, semgrep/semgrep-action
    securego/gosec, golang/govulncheck-action, dominikh/staticcheck-action, pypa/gh-action-pip-audit, pyupio/safety-action
    bridgecrewio/checkov-action, checkmarx/kics-github-action, checkmarx/kics-action, checkmarx/ast-github-action
    veracode/veracode-uploadandscan-action, dependency-check/dependency-check_action, docker/scout-action
    stackrox/kube-linter-action, instrumenta/kubeval-action, azure/k8s-lint
    embarkstudios/cargo-deny-action, rustsec/audit-check, actions-rs/clippy-check, actions-rust-lang/rustfmt
    actions-rust-lang/audit, giraffate/clippy-action, obi1kenobi/cargo-semver-checks-action, bufbuild/buf-lint-action
    bufbuild/buf-breaking-action, bufbuild/buf-action, stoplightio/spectral-action, wearerequired/lint-action
    reviewdog/action-eslint, reviewdog/action-shellcheck, reviewdog/action-flake8, reviewdog/action-golangci-lint
    reviewdog/action-hadolint, reviewdog/action-actionlint, reviewdog/action-misspell, reviewdog/action-markdownlint
    reviewdog/action-rubocop, reviewdog/action-staticcheck, reviewdog/action-yamllint, reviewdog/action-tflint
    reviewdog/action-languagetool, jidicula/clang-format-action, doozymb/clang-format-lint-action
    doozyx/clang-format-lint-action, cpp-linter/cpp-linter-action, vapier/coverity-scan-action
    microsoft/security-devops-action, treosh/lighthouse-ci-action, ansible/ansible-lint, standardrb/standard-ruby-action
    docker://hadolint/hadolint, docker://koalaman/shellcheck, andresz1/size-limit-action, preactjs/compressed-size-action
    py-actions/flake8, suo/flake8-github-action, grantmcconnaughey/lintly-flake8-github-action
    symfonycorp/security-checker-action, php-actions/phpstan, php-actions/phpcs, php-actions/psalm
    docker://oskarstark/php-cs-fixer-ga, oskarstark/php-cs-fixer-ga, r7kamura/rubocop-action, norio-nomura/action-swiftlint
    axel-op/dart-package-analyzer, rtcamp/action-phpcs-code-review, home-assistant/actions/hassfest, hacs/action
    hynek/build-and-inspect-python-package, restyled-io/actions/run, chainguard-dev/actions/boilerplate
    boostsecurityio/boostsec-scanner-action, advanced-security/policy-as-code, microsoft/devskim-action, mondoohq/actions
    datadog/datadog-static-analyzer-github-action, datadog/datadog-sca-github-action, cargo-bins/cargo-machete
    bnjbvr/cargo-machete, tim-actions/commit-message-checker-with-regex, tim-actions/dco, gsactions/commit-message-checker
    christophebedard/dco-check
""")
"""Lints, checks or analyses."""

ACTION_BUILDS = phrases("""
    docker/build-push-action, docker/bake-action, github/codeql-action/autobuild, goreleaser/goreleaser-action
    pypa/cibuildwheel, pyo3/maturin-action, messense/maturin-action, hynek/build-and-inspect-python-package
    actions/jekyll-build-pages, depot/build-push-action, depot/bake-action, taiki-e/upload-rust-binary-action
    rust-build/rust-build.action, houseabsolute/actions-rust-cross, tauri-apps/tauri-action
    samuelmeuli/action-electron-builder, snapcore/action-build, flatpak/flatpak-github-actions/flatpak-builder
    microsoft/msbuild, lukka/run-cmake, lukka/run-vcpkg, ashutoshvarma/action-cmake-build, threeal/cmake-action
    hashicorp/packer-github-actions, mr-smithers-excellent/docker-build-push, elgohr/publish-docker-github-action
    macbre/push-to-ghcr, crazy-max/ghaction-xgo, wangyoucao577/go-release-action, julia-actions/julia-buildpkg
    ammaraskar/sphinx-action, xu-cheng/latex-action, devcontainers/ci, slsa-framework/slsa-github-generator/.github/workflows/*
""")
"""Builds or packages."""

ACTION_DEPLOYS = phrases("""
    pypa/gh-action-pypi-publish, js-devtools/npm-publish, goreleaser/goreleaser-action, softprops/action-gh-release
    ncipollo/release-action, actions/create-release, actions/upload-release-asset, svenstaro/upload-release-action
    elgohr/github-release-action, actions/deploy-pages, peaceiris/actions-gh-pages, jamesives/github-pages-deploy-action
    crazy-max/ghaction-github-pages, cloudflare/wrangler-action, cloudflare/pages-action, nwtgck/actions-netlify
    netlify/actions/cli, amondnet/vercel-action, firebaseextended/action-hosting-deploy, superfly/flyctl-actions
    akhileshns/heroku-deploy, azure/webapps-deploy, azure/functions-action, azure/k8s-deploy
    azure/container-apps-deploy-action, azure/static-web-apps-deploy, azure/arm-deploy, azure/bicep-deploy
    aws-actions/amazon-ecs-deploy-task-definition, aws-actions/aws-cloudformation-github-deploy
    einaregilsson/beanstalk-deploy, jakejarvis/s3-sync-action, google-github-actions/deploy-cloudrun
    google-github-actions/deploy-appengine, google-github-actions/deploy-cloud-functions
    google-github-actions/upload-cloud-storage, google-github-actions/create-cloud-deploy-release, appleboy/ssh-action
    appleboy/scp-action, easingthemes/ssh-deploy, burnett01/rsync-deployments, samkirkland/ftp-deploy-action
    wlixcc/sftp-deploy-action, digitalocean/app_action, digitalocean/app_action/deploy, serverless/github-action
    pulumi/actions, helm/chart-releaser-action, stefanprodan/helm-gh-pages, bitovi/github-actions-deploy-docker-to-ec2
    cycjimmy/semantic-release-action, python-semantic-release/python-semantic-release, python-semantic-release/publish-action
    python-semantic-release/upload-to-gh-release, go-semantic-release/action, codfish/semantic-release-action
    changesets/action, googleapis/release-please-action, google-github-actions/release-please-action, release-plz/action
    katyo/publish-crates, rubygems/release-gem, dawidd6/action-publish-gem, cadwallader/publish-gem, jreleaser/release-action
    taiki-e/upload-rust-binary-action, taiki-e/create-gh-release-action, wangyoucao577/go-release-action
    snapcore/action-publish, r0adkll/upload-google-play, apple-actions/upload-testflight-build
    wzieba/firebase-distribution-github-action, haaleo/publish-vscode-extension, 10up/action-wordpress-plugin-deploy
    redhat-actions/push-to-registry, redhat-actions/oc-login-deploy, bufbuild/buf-push-action
    mr-smithers-excellent/docker-build-push, elgohr/publish-docker-github-action, macbre/push-to-ghcr
    akhilerm/tag-push-action, getsentry/action-release, chrnorm/deployment-action, octopusdeploy/create-release-action
    octopusdeploy/deploy-release-action, tauri-apps/tauri-action, mislav/bump-homebrew-formula-action
    dawidd6/action-homebrew-bump-formula, vedantmgoyal2009/winget-releaser, vedantmgoyal9/winget-releaser
    s0/git-publish-subdir-action, prometheus/promci/publish_main, prometheus/promci/publish_release
    prometheus/promci-artifacts/publish, deployphp/action, dflook/terraform-apply
""")
"""Publishes, releases or deploys."""

ACTION_NEUTRAL = phrases("""
    actions/cache, actions/cache/*, actions/checkout, actions/setup-*, actions/upload-artifact, actions/upload-artifact/*
    actions/download-artifact, actions/github-script, actions/labeler, actions/stale, actions/configure-pages
    actions/upload-pages-artifact, actions/attest*, actions/create-github-app-token, actions/add-to-project
    actions/first-interaction, actions/delete-package-versions, actions/dependency-submission, github/codeql-action/init
    github/codeql-action/upload-sarif, github/issue-metrics, docker/login-action, docker/metadata-action, docker/setup-*
    crazy-max/ghaction-import-gpg, crazy-max/ghaction-setup-*, crazy-max/ghaction-github-runtime
    crazy-max/ghaction-github-labeler, azure/login, azure/setup-*, azure/cli, azure/docker-login, azure/aks-set-context
    azure/k8s-set-context, azure/get-keyvault-secrets, aws-actions/configure-aws-credentials, aws-actions/amazon-ecr-login
    aws-actions/amazon-ecs-render-task-definition, google-github-actions/auth, google-github-actions/setup-gcloud
    google-github-actions/get-gke-credentials, google-github-actions/get-secretmanager-secrets, hashicorp/setup-*
    hashicorp/vault-action, 1password/load-secrets-action, astral-sh/setup-uv, yezz123/setup-uv, hynek/setup-cached-uv
    snok/install-poetry, abatilo/actions-poetry, pdm-project/setup-pdm, pnpm/action-setup, ruby/setup-ruby
    ruby/setup-ruby-pkgs, gradle/actions/*, gradle/gradle-build-action, gradle/wrapper-validation-action
    shivammathur/setup-php, dtolnay/rust-toolchain, actions-rs/toolchain, actions-rust-lang/setup-rust-toolchain
    swatinem/rust-cache, taiki-e/install-action, taiki-e/cache-cargo-install-action, taiki-e/setup-cross-toolchain-action
    moonrepo/setup-*, mozilla-actions/sccache-action, hendrikmuhs/ccache-action, ilammy/*, msys2/setup-msys2
    git-for-windows/setup-git-for-windows-sdk, cygwin/cygwin-install-action, erlef/setup-*, haskell/actions/setup
    haskell-actions/setup, ocaml/setup-ocaml, avsm/setup-ocaml, julia-actions/setup-julia, julia-actions/cache
    julia-actions/julia-processcoverage, subosito/flutter-action, dart-lang/setup-dart, denoland/setup-deno
    oven-sh/setup-bun, volta-cli/action, jdx/mise-action, asdf-vm/actions/*, coursier/*-action, sbt/setup-sbt
    graalvm/setup-graalvm, olafurpg/setup-scala, swift-actions/setup-swift, maxim-lobanov/setup-*, r-lib/actions/setup-*
    conda-incubator/setup-miniconda, mamba-org/*, prefix-dev/setup-pixi, bufbuild/buf-setup-action, arduino/setup-*
    pyvista/setup-headless-display-action, cachix/*, determinatesystems/*, nixbuild/nix-quick-install-action
    nix-community/cache-nix-action, jetify-com/devbox-install-action, helm/kind-action, engineerd/setup-kind
    medyagh/setup-minikube, nolar/setup-k3d-k3s, imranismail/setup-kustomize, azure/setup-helm, helm/chart-testing-action
    fluxcd/flux2/action, microsoft/setup-msbuild, nuget/setup-nuget, dotnet/nbgv, gittools/actions/*, browser-actions/setup-*
    nanasess/setup-chromedriver, ankane/setup-*, shogo82148/actions-setup-*, harmon758/postgresql-action, useblacksmith/*
    depot/setup-action, namespacelabs/*, runs-on/*, jlumbroso/free-disk-space, easimon/maximize-build-space
    insightsengineering/disk-space-reclaimer, awalsh128/cache-apt-pkgs-action, lukka/get-cmake, jwlawson/actions-setup-cmake
    seanmiddleditch/gha-setup-*, sigstore/cosign-installer, sigstore/gh-action-sigstore-python, anchore/sbom-action
    anchore/sbom-action/*, step-security/harden-runner, tj-actions/changed-files, dorny/paths-filter, dorny/test-reporter
    peter-evans/*, tibdex/github-app-token, getsentry/action-github-app-token, 8398a7/action-slack
    slackapi/slack-github-action, rtcamp/action-slack-notify, act10ns/slack, voxmedia/github-action-slack-notify-build
    appleboy/telegram-action, appleboy/discord-action, sarisia/actions-status-discord, ravsamhq/notify-slack-action
    dawidd6/action-send-mail, dawidd6/action-download-artifact, codecov/*, coverallsapp/github-action
    enricomi/publish-unit-test-result-action, enricomi/publish-unit-test-result-action/*, mikepenz/action-junit-report
    irongut/codecoveragesummary, romeovs/lcov-reporter-action, paambaati/codeclimate-action
    codacy/codacy-coverage-reporter-action, marocchino/sticky-pull-request-comment, thollander/actions-comment-pull-request
    mshick/add-pr-comment, unsplash/comment-on-pr, dessant/lock-threads, dessant/label-actions
    eps1lon/actions-label-merge-conflict, codelytv/pr-size-labeler, toshimaru/auto-author-assign
    kentaro-m/auto-assign-action, pascalgn/automerge-action, ahmadnassri/action-dependabot-auto-merge
    hmarr/auto-approve-action, fastify/github-action-merge-dependabot, dependabot/fetch-metadata, tiangolo/*
    release-drafter/*, stefanzweifel/git-auto-commit-action, endbug/add-and-commit, ad-m/github-push-action
    anothrnick/github-tag-action, mathieudutour/github-tag-action, metcalfc/changelog-generator, mikefarah/yq
    styfle/cancel-workflow-action, fkirc/skip-duplicate-actions, potiuk/cancel-workflow-runs, n1hility/cancel-previous-runs
    lewagon/wait-on-check-action, jakejarvis/wait-action, ifaxity/wait-on-action, korthout/backport-action
    tspascoal/get-user-teams-membership, sorenlouv/backport-github-action, sqren/backport-github-action
    prometheus/promci-setup, prometheus/promci/setup_environment, prometheus/promci-artifacts/save
    prometheus/promci-artifacts/restore, prometheus/promci/save_artifacts, prometheus/promci/restore_artifacts
    prometheus/promci/approve_workflows, restyled-io/actions/setup, re-actors/alls-green, nrwl/nx-set-shas
    mxschmitt/action-tmate, lhotari/action-upterm, webfactory/ssh-agent, shimataro/ssh-key-action, tailscale/github-action
    crowdin/github-action, benc-uk/workflow-dispatch, expo/expo-github-action, aquaproj/aqua-installer, mlugg/setup-zig
    goto-bus-stop/setup-zig, iterative/setup-*, benchmark-action/github-action-benchmark, codspeedhq/action
    octokit/request-action, cardinalby/*, egor-tensin/*, aminya/setup-cpp, winterjung/split, carvel-dev/setup-action
    rlespinasse/github-slug-action, renovatebot/github-action
""")
"""Set up, cache, comment, label, notify, fetch: none of the four. `*` stands for any ending."""
