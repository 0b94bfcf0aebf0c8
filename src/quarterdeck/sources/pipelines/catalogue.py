"""What programs tell about a pipeline step. Data only: a correction is one phrase in one list.

Programs are written as on a command line, without options and paths: `go test` is told by its first two words, `pytest` by one.
The longest phrase that stands in any list wins, so `npm publish` deploys though `npm` alone is neutral. A phrase may stand in
several lists: `mvn verify` builds and tests.
"""

from __future__ import annotations

from quarterdeck.sources.pipelines.kinds import phrases

TESTING = phrases("""
    pytest, py.test, nose2, nosetests, unittest, trial, stestr, testr, tox, nox, behave, robot, pabot, locust, hatch test
    coverage run, ward, manage.py test, setup.py test, runtests.py, avocado run, molecule test, ansible-test
    ansible-test units, ansible-test integration, ansible-test network-integration, ansible-test windows-integration, tmt run
    jest, mocha, vitest, ava, qunit, jasmine, karma, karma start, cypress, cypress run, playwright, playwright test, testcafe
    wdio
    react-scripts test, ng test, ng e2e, nightwatch, testem, ember test, ember try:one, ember try:each, web-test-runner, wtr
    node --test
    deno test, bun test, test-storybook, newman run, artillery run, k6 run, backstop test, chromatic, uvu, tape
    vue-cli-service test
    vue-cli-service test:unit, vue-cli-service test:e2e, expo test, detox test, maestro test, cucumber-js, promptfoo eval
    hardhat test, forge test, truffle test
    go test, gotestsum, ginkgo, gocov test, richgo test, courtney, bazel test, bazelisk test, bazel coverage, buck test
    buck2 test, pants test, please test, plz test
    cargo test, cargo nextest, cargo nextest run, cargo tarpaulin, cargo llvm-cov, cargo miri, cargo miri test
    cargo hack test, cargo fuzz run, cargo mutants, wasm-pack test
    rspec, minitest, cucumber, rails test, rails test:all, rails test:system, turbo_tests, parallel_rspec, parallel_test
    knapsack, knapsack_pro
    phpunit, pest, codecept, codecept run, behat, phpspec, artisan test, simple-phpunit, paratest, infection, atoum, kahlan
    dotnet test, vstest.console, nunit3-console, xunit.console, dotnet vstest, Invoke-Pester, pester
    mvn test, mvn verify, mvn install, mvn deploy, mvn integration-test, mvn package, mvn surefire:test
    mvn failsafe:integration-test, mvn clean verify
    ant test, sbt test, sbt +test, sbt testOnly, sbt it:test, mill test, lein test, lein midje, clojure -X:test, kaocha
    ctest, meson test, ninja test, ninja check, prove, bats, shunit2, shellspec, roundup, dejagnu
    flutter test, dart test, dart pub run test, pub run test, swift test, xcodebuild test, xctool, fastlane test
    fastlane scan, fastlane tests, xcodebuild test-without-building, melos test, very_good test
    mix test, rebar3 ct, rebar3 eunit, rebar3 proper, stack test, cabal test, cabal v2-test, dune runtest, zig build test
    nim test, nimble test, luarocks test, busted
    crystal spec, gleam test, elm-test, elm-test-rs, spago test, R CMD check
    terratest, kitchen test, inspec exec, goss validate, dgoss run, container-structure-test test, ct install, helm test
    helm unittest, terraform test, tofu test, opa test, conftest verify, kuttl test, chainsaw test
    dbt test, dbt build, great_expectations checkpoint run, soda scan, sqlmesh test, schemathesis run, dredd, pact-verifier
    karate, jmeter, cibuildwheel, pio test, ceedling test:all
    lerna test, nx test, nx e2e, nx run-many test, nx affected test, turbo test, turbo run test, moon run test, moon ci
    rush test, wireit test, react-native test, ionic test, sfdx force:apex:test:run, sf apex run test
""")
"""Runs tests."""

CHECKING = phrases("""
    ruff, ruff check, ruff format, flake8, pylint, mypy, dmypy, pyright, basedpyright, pyre, pytype, ty check, black, isort
    bandit, pydocstyle, pycodestyle, pyflakes, vulture, yapf, autopep8, autoflake
    pyupgrade, darglint, interrogate, radon, xenon, deptry, import-linter, lint-imports, codespell, safety check, safety scan
    pip-audit, pip check, poetry check, uv lock --check, check-manifest, pyroma, check-wheel-contents, twine check
    pre-commit, pre-commit run, prek, prek run, lefthook run, overcommit, doc8, pymarkdown, slotscheck, docformatter, bashate
    djlint, djhtml, curlylint, refurb, sqlfluff lint, sqlfluff
    semgrep, semgrep ci, semgrep scan, opengrep scan, sonar-scanner, sonar-scanner-cli, dotnet-sonarscanner, mvn sonar:sonar
    codeql, codeql database analyze, snyk, snyk test, trivy, trivy fs, trivy image, trivy config, grype, gitleaks, trufflehog
    detect-secrets, detect-secrets-hook, osv-scanner, dependency-check, checkov, tfsec, tflint, terrascan, kics, kubeval
    kubeconform, kube-score, kube-linter, hadolint, dockle, zizmor, actionlint, scorecard, bearer scan
    terraform validate, terraform fmt, tofu validate, tofu fmt, terragrunt validate, helm lint, ct lint, conftest test
    cfn-lint, cfn_nag_scan, ansible-lint, yamllint, puppet-lint, foodcritic, cookstyle, spectral lint, redocly lint, buf lint
    buf breaking, protolint
    eslint, tslint, standard, xo, prettier, biome, biome check, biome ci, biome lint, oxlint, stylelint, jshint, jscs, csslint
    htmlhint, tsc, vue-tsc, svelte-check, astro check, flow check, knip, depcheck, madge, dependency-cruiser, depcruise, jscpd
    sass-lint
    npm audit, yarn audit, yarn npm audit, pnpm audit, audit-ci, better-npm-audit, yarn dedupe, lockfile-lint, size-limit
    bundlesize, bundlewatch, attw, textlint, markdownlint, markdownlint-cli2, vale, cspell, pyspelling, misspell, typos
    proselint
    ng lint, next lint, react-scripts lint, nuxi typecheck, nuxt typecheck, vue-cli-service lint, ember-template-lint
    expo-doctor, web-ext lint, addons-linter, es-check, type-coverage, dprint check, deno lint, deno fmt, deno check, lychee
    linkinator, muffet, markdown-link-check, htmlproofer, htmltest, lhci, lighthouse, pa11y, pa11y-ci
    commitlint, gitlint, cz check, cog check, reuse, reuse lint, licensecheck, license-checker, license_finder, addlicense
    fossa, fossa analyze, fossa test, mend, danger, danger-js, reviewdog, super-linter, mega-linter-runner, megalinter
    editorconfig-checker
    golangci-lint, golangci-lint run, staticcheck, go vet, gofmt, goimports, gofumpt, golint, revive, errcheck, gosec
    govulncheck, ineffassign, gocyclo, go-licenses check, nancy, golines, gocritic, nilaway, go mod verify, apidiff, gorelease
    cargo clippy, cargo fmt, cargo check, cargo deny, cargo audit, cargo udeps, cargo machete, cargo semver-checks
    cargo hack check, cargo hack clippy, cargo vet, cargo geiger, cargo shear, rustfmt, taplo, cargo xtask lint
    rubocop, standardrb, brakeman, bundler-audit, bundle-audit, bundle audit, reek, erblint, erb_lint, haml-lint, slim-lint
    srb, srb tc, steep, steep check, fasterer, rails_best_practices, zeitwerk:check, rails zeitwerk:check, rubycritic
    rail_inspector, importmap audit
    phpstan, psalm, phpcs, php-cs-fixer, phpmd, phan, rector, ecs, pint, phpcpd, deptrac, composer validate, composer audit
    composer normalize, parallel-lint, phplint, composer-require-checker, composer-unused, local-php-security-checker, twigcs
    twig-cs-fixer
    checkstyle, pmd, spotbugs, ktlint, detekt, spotless, mvn spotless:check, mvn checkstyle:check, mvn pmd:check
    mvn spotbugs:check, mvn enforcer:enforce, mvn rat:check, mvn apache-rat:check, google-java-format, qodana, qodana scan
    scalafmt, scalafix, scalastyle, sbt scalafmtCheck, sbt scalafmtCheckAll, sbt scalafmtSbtCheck, sbt scalafix
    sbt headerCheckAll, sbt mimaReportBinaryIssues, clj-kondo, cljfmt, eastwood, lein eastwood, fourmolu, stylish-haskell
    weeder, cljstyle
    dotnet format, dotnet jb, jb inspectcode, jb cleanupcode, csharpier, dotnet csharpier, Invoke-ScriptAnalyzer
    PSScriptAnalyzer, roslynator
    clang-format, clang-tidy, cppcheck, cpplint, git clang-format, git-clang-format, iwyu, include-what-you-use, scan-build
    infer, infer run, cov-build, pvs-studio, cmake-format, gersemi, uncrustify, astyle, coccinelle, spatch, checkpatch.pl
    pahole, abidiff
    shellcheck, shfmt, checkbashisms, swiftlint, swiftformat, swift-format, periphery, flutter analyze, dart analyze
    dart format, dartanalyzer, dart_code_metrics, pana, mix credo, credo, mix dialyzer, dialyzer, mix format, mix sobelow
    rebar3 dialyzer, rebar3 xref, rebar3 lint, erlfmt
    luacheck, stylua, selene, nixfmt, nixpkgs-fmt, alejandra, statix, deadnix, treefmt, zig fmt, nimpretty
    crystal tool format, ameba, gleam format, elm-format, elm-review, purs-tidy, ocamlformat, squawk, graphql-inspector
    apollo service:check, rover subgraph check
    git-secrets, git secrets, talisman, repolinter, packer validate, packer fmt, nomad validate
    docker scout, kustomize-lint, datree test, oscap, zap-baseline.py, zap-full-scan.py, wpscan, sslyze
    manage.py check, manage.py makemigrations, codeclimate, codacy-analysis-cli, deepsource, buildifier, cmakelint, xmllint
    jsonlint, perlcritic, perltidy, podchecker, checkmake, just --fmt, validate-pyproject, abi3audit, auditwheel show
    mdformat, blacken-docs, rstcheck, sphinx-lint, ansible-test sanity, slither, solhint
    gitleaks detect, gitleaks git, trufflehog git, trufflehog filesystem, cyclonedx-py, syft, licensed status, lintian
    rpmlint, appstreamcli validate, desktop-file-validate, flatpak-builder-lint, namcap
""")
"""Lints, checks types or style, analyses statically, looks for vulnerabilities or secrets."""

BUILDING = phrases("""
    build, python -m build, pyproject-build, setup.py build, setup.py sdist, setup.py bdist_wheel, setup.py bdist
    setup.py build_ext, pip wheel, poetry build, uv build, pdm build, hatch build, flit build, maturin build, maturin
    cibuildwheel, pyinstaller
    nuitka, conda build, conda-build, rattler-build build, briefcase build, briefcase package, auditwheel repair
    delocate-wheel, py2app, cx_Freeze, sphinx-build, mkdocs build, jupyter-book build, hugo, jekyll build, docusaurus build
    antora, mdbook build, zola build, doxygen, asciidoctor, quarto render
    docker build, docker buildx build, docker buildx bake, docker compose build, docker-compose build, podman build
    buildah bud, buildah build, kaniko, /kaniko/executor, nerdctl build, ko build, ko publish, pack build, skaffold build
    packer build, earthly, apko build, melange build, nix build, nix-build, bazel build, bazelisk build, buck2 build
    pants package, plz build, depot build
    npm pack, webpack, rollup, vite build, vite, esbuild, parcel build, parcel, tsup, tsdown, ncc build, babel, microbundle
    next build, nuxt build, nuxi build, nuxt generate, gatsby build, astro build, ng build, react-scripts build
    vue-cli-service build, ember build, remix build, electron-builder, electron-forge make, electron-forge package
    tauri build, build-storybook, wasm-pack build, emcc, nx build, nx run-many build, turbo build, turbo run build
    lerna build, rush build, moon run build, vsce package, web-ext build, deno compile, bun build, tsc -b, svelte-package
    unbuild, tsc --build, preconstruct build, ionic build, ng-packagr, deno task build
    go build, go generate, gox, goreleaser, goreleaser build, goreleaser release, mage build, promu, promu build
    promu crossbuild, promu tarball, xgo, gomobile bind, fyne package, wails build, tinygo build
    cargo build, cargo package, cross build, cargo dist, cargo zigbuild, cargo ndk, trunk build, cargo deb, cargo generate-rpm
    cargo leptos build, rustc
    gem build, rake build, rails assets:precompile, assets:precompile, bundle exec jekyll build, composer archive
    dotnet build, dotnet publish, dotnet pack, msbuild, nuget pack, xbuild, iscc, makensis, wix build
    mvn compile, mvn package, mvn verify, mvn install, mvn deploy, mvn test-compile, mvn assembly:single, mvn site, ant
    ant jar, ant dist, ant build, sbt compile, sbt package, sbt assembly, sbt +compile, sbt Test/compile, sbt dist
    sbt docker:publishLocal, sbt stage, mill compile, lein jar, lein uberjar, lein compile, javac, kotlinc, scalac, jpackage
    native-image
    cmake, cmake --build, ninja, meson compile, meson setup, configure, make, gmake, nmake, mingw32-make, scons, waf build
    qmake, xmake, gcc, g++, clang, clang++, bjam, b2, autoreconf, cpack, conan create, conan build, vcpkg, west build
    idf.py build, pio run, arduino-cli compile, dpkg-buildpackage, debuild, rpmbuild, fpm, nfpm, snapcraft, flatpak-builder
    makepkg, appimagetool, linuxdeploy, xelatex, pdflatex, latexmk, tectonic, pandoc, ndk-build, fpc, gnatmake, gprbuild
    flutter build, dart compile, swift build, xcodebuild, xcodebuild build, xcodebuild archive, xcodebuild build-for-testing
    fastlane build, fastlane gym, eas build, pod lib lint, carthage build, react-native build-android, react-native build-ios
    mix compile, mix release, mix escript.build, rebar3 compile, rebar3 release, rebar3 escriptize, stack build, cabal build
    cabal v2-build, dune build, zig build, nimble build, nim c, ghc, spago build, elm make, elm-make, gleam build
    crystal build, shards build, luarocks make, luarocks build, R CMD build, racket, raco make, ldc2, dub build, solc
    hardhat compile, forge build, truffle compile, dbt compile, buf generate, buf build, protoc, helm package, kustomize build
    cdk synth, sam build, serverless package, sls package
""")
"""Builds, compiles or packages."""

DEPLOYING = phrases("""
    twine upload, rsync, scp, poetry publish, uv publish, pdm publish, hatch publish, flit publish, maturin publish
    maturin upload
    setup.py upload, anaconda upload, rattler-build upload, briefcase publish, python-semantic-release, semantic-release
    semantic-release publish, semantic-release version, mike deploy, mkdocs gh-deploy, ghp-import
    npm publish, yarn publish, yarn npm publish, pnpm publish, pnpm -r publish, bun publish, lerna publish, changeset publish
    release-it, gh-pages, jsr publish, deno publish, vsce publish, ovsx publish, web-ext sign, nx release publish
    beachball publish, rush publish, electron-builder --publish, eas submit, eas update, clasp push
    goreleaser, goreleaser release, ko publish, ko apply, ko resolve, cargo publish, cargo release, cargo workspaces publish
    release-plz release, release-plz, cargo dist host, dist host, wasm-pack publish, gem push, gem release, rake release
    mvn deploy, mvn release:perform, mvn jib:build, sbt publish, sbt publishSigned, sbt +publish, sbt ci-release, sbt release
    lein deploy, jreleaser, jreleaser full-release, jreleaser release, jreleaser deploy
    dotnet nuget push, nuget push, Publish-Module, Publish-PSResource, choco push, winget submit, wingetcreate update
    wingetcreate submit, mix hex.publish, rebar3 hex publish, cabal upload, stack upload, opam publish, dub publish
    luarocks upload, pub publish, dart pub publish, flutter pub publish, pod trunk push, fastlane deploy, fastlane release
    fastlane beta, fastlane pilot, fastlane deliver, fastlane supply, fastlane upload_to_play_store, xcrun altool
    snapcraft upload, snapcraft push, snapcraft release, butler push, dput, cloudsmith push, jfrog rt upload, jf rt u
    jf rt upload, gemfury push, package_cloud push
    docker push, docker image push, docker compose push, docker-compose push, podman push, buildah push, nerdctl push
    skopeo copy, crane push, crane copy, crane cp, oras push, regctl image copy, helm push, helm cm-push, cr upload, cr index
    chart-releaser, flux push artifact, docker stack deploy, docker service update, docker buildx imagetools create
    docker manifest push
    kubectl apply, kubectl create, kubectl set image, kubectl rollout, kubectl rollout restart, kubectl replace, kubectl patch
    helm upgrade, helm install, helmfile apply, helmfile sync, helm rollback, argocd app sync, argocd app set, flux reconcile
    skaffold run, skaffold deploy, kapp deploy, oc apply, oc rollout, oc start-build, werf converge, werf publish
    kubecfg update, nomad run, nomad job run, waypoint up, porter install, devspace deploy, garden deploy, garden publish
    terraform apply, terraform destroy, tofu apply, terragrunt apply, terragrunt run-all apply, terramate run, pulumi up
    pulumi update, cdk deploy, cdktf deploy, sam deploy, serverless deploy, sls deploy, sst deploy, chalice deploy
    zappa update, zappa deploy, copilot deploy, copilot svc deploy, eb deploy, amplify publish, amplify push, claudia update
    aws s3 sync, aws s3 cp, aws s3api put-object, aws cloudformation deploy, aws cloudformation update-stack
    aws cloudformation create-stack, aws ecs update-service, aws ecs register-task-definition, aws lambda update-function-code
    aws deploy create-deployment, aws deploy push, aws elasticbeanstalk update-environment
    aws elasticbeanstalk create-application-version, aws cloudfront create-invalidation, aws apprunner start-deployment
    aws amplify start-deployment, aws amplify start-job, aws lightsail create-container-service-deployment
    aws codepipeline start-pipeline-execution, aws codedeploy push, ecs-deploy, ecs deploy
    gcloud app deploy, gcloud run deploy, gcloud run services update, gcloud functions deploy, gcloud builds submit
    gcloud deploy releases create, gcloud beta run deploy, gcloud artifacts docker tags add, gcloud storage cp
    gcloud storage rsync, gsutil cp, gsutil rsync, gsutil -m rsync, gsutil -m cp, az webapp deploy
    az webapp deployment source config-zip, az webapp up, az webapp restart, az functionapp deployment source config-zip
    az functionapp deploy, az containerapp update, az containerapp up, az deployment group create, az deployment sub create
    az storage blob upload-batch, az storage blob sync, azcopy sync, azcopy copy, func azure functionapp publish, azd deploy
    azd up, azd provision, swa deploy, ibmcloud cf push, ibmcloud ce application update, oci deploy
    doctl apps create-deployment, doctl apps update
    heroku container:push, heroku container:release, heroku deploy:jar, git push heroku, cf push, flyctl deploy, fly deploy
    railway up, railway deploy, koyeb service redeploy, koyeb deploy, vercel, vercel deploy, vercel promote, netlify deploy
    wrangler deploy, wrangler publish, wrangler pages deploy, wrangler pages publish, firebase deploy
    firebase hosting:channel:deploy, surge, deployctl deploy, convex deploy, supabase db push, supabase functions deploy
    prisma migrate deploy, hasura migrate apply, flyway migrate, liquibase update, shopify theme push, envoy run deploy
    vapor deploy, cap production deploy, cap staging deploy, cap deploy, mina deploy, kamal deploy, kamal setup, fab deploy
    gigalixir deploy, scalingo deploy, clever deploy, sfdx force:source:deploy, sf project deploy start, sf project deploy
    sf deploy metadata, sentry-cli releases new, sentry-cli releases finalize, gh release create, gh release upload
    gh release edit, hub release create, ghr, glab release create, release-cli create, tea releases create
    conventional-github-releaser, octo deploy-release, databricks bundle deploy, astro deploy, modal deploy, bentoml deploy
    huggingface-cli upload, hf upload, lftp, ncftpput
""")
"""Publishes, releases or deploys."""

NEUTRAL = phrases("""
    echo, printf, cat, ls, cp, mv, rm, mkdir, rmdir, touch, ln, chmod, chown, chgrp, pwd, true, false, :, exit, return, set
    unset, export, declare, local, readonly, typeset, alias, shopt, ulimit, umask, trap, wait, sleep, date, seq, yes, read
    shift, break, continue, let, type, where, whereis, hash, id, whoami, hostname, uname, nproc, lscpu, free, df, du, mount
    umount, swapon, swapoff, mkswap, fallocate, sync, dd, ps, top, kill, pkill, killall, jobs, fg, bg, disown, printenv
    history, tty, stty, clear, reset, logger, expr, bc, numfmt, factor, getconf, sysctl, systemctl, service, launchctl
    modprobe, update-alternatives, ldconfig, locale-gen, localedef, timedatectl, useradd, groupadd, usermod, adduser, addgroup
    newgrp, chsh, passwd, visudo, getent, losetup, udevadm, lsof, fuser, dscacheutil, defaults, mdutil, diskutil, hdiutil
    security, xcode-select, xcrun, codesign, notarytool, productbuild, pkgutil, installer, open, plutil, sw_vers
    softwareupdate, wmic, reg, net, sc, icacls, takeown, setx, title, ver, cls, pause, rem, REM, del, copy, xcopy, robocopy
    move, md, rd, ren, dir, goto, choice
    grep, egrep, fgrep, rg, sed, awk, gawk, tr, cut, paste, sort, uniq, head, tail, tee, wc, find, fd, diff, cmp, comm, patch
    jq, yq, xq, tomlq, dasel, column, fold, fmt, nl, rev, tac, split, csplit, join, od, xxd, hexdump, strings, file, stat
    basename, dirname, realpath, readlink, mktemp, envsubst, gettext, msgfmt, iconv, dos2unix, unix2dos, base64, md5sum
    sha1sum, sha256sum, sha512sum, shasum, md5, cksum, openssl, gpg, gpg-agent, gpgconf, ssh-keyscan, ssh-keygen, ssh-add
    ssh-agent, age, sops, vault, op, pass, chezmoi, mustache, gomplate, j2, jinja2, tree, less, more, ex, vi, ed, perl -pe
    perl -pi, perl -ne
    tar, zip, unzip, gzip, gunzip, bzip2, xz, unxz, zstd, 7z, 7za, rar, unrar, cpio, ar, expand-archive, Expand-Archive
    Compress-Archive, curl, wget, aria2c, http, nc, netcat, ping, dig, nslookup, host, ip, ifconfig, iptables, route, netstat
    ss, telnet, ssh-copy-id, wait-for-it, wait-for-it.sh, wait-on, dockerize, wait-for
    apt, apt-get, aptitude, apt-key, apt-cache, apt-mark, add-apt-repository, apt-add-repository, dpkg, debconf-set-selections
    yum, dnf, microdnf, rpm, zypper, pacman, apk, brew, port, choco, scoop, winget, vcpkg install, nix, nix-env, nix-channel
    nix-collect-garbage, cachix, snap, flatpak, guix, emerge, pkg, pkg_add, pkgin, opkg, conda, mamba, micromamba, asdf, mise
    rtx, sdk, sdkman, proto, volta, nvm, fnm, n, nodenv, rbenv, rvm, pyenv, goenv, jenv, tfenv, tenv, rustup, ghcup, opam
    opam switch, juliaup, corepack, aqua
    git, gh, glab, hub, hg, svn, git-lfs, gh auth, git config, tea, jj, lazygit
    pip, pip3, pipx, uv, uv pip, uv sync, uv venv, uv lock, uv tool install, poetry, pipenv, pdm, hatch, rye, flit, virtualenv
    ensurepip, conda-lock, easy_install, deactivate, pip-compile, pip-sync, poetry install, json.tool, http.server, zipfile
    tarfile, twine, setuptools_scm, coverage, coverage xml, coverage report, coverage combine, coverage html, coverage lcov
    codecov, codecovcli, coveralls, codecov-uploader, cc-test-reporter, genhtml, lcov, gcov, grcov, gocovmerge
    gocover-cobertura, go-junit-report, junit2html, allure, test-reporter, reportgenerator, cobertura, diff-cover
    codacy-coverage-reporter, paclair, tox list, git-cliff, towncrier, reno, bumpversion, bump2version, bump-my-version
    versioneer, commitizen, cz, cz bump, changie
    npm, npm ci, npm install, npm config, yarn, yarn install, pnpm, pnpm install, bun, bun install, bunx, npx, npm-cli-login
    lerna, lerna bootstrap, bower, nvm use, changeset, changeset status, husky, patch-package, browserslist, npm-check-updates
    ncu, rimraf, shx, del-cli, cpx, copyfiles, mkdirp, cross-env-shell, serve, http-server, deno, deno install
    playwright install, playwright install-deps, cypress install, cypress verify, puppeteer, ng, nx, turbo, rush, rush install
    moon, expo, react-native, ionic, cap, prisma, prisma generate, prisma migrate, prisma db, drizzle-kit
    go, go mod, go get, go version, go env, go tool, go list, go clean, go fmt, go work, cargo, cargo fetch, cargo update
    cargo login, cargo metadata, cargo generate-lockfile, cargo binstall, cargo version, gem, gem install, bundle
    bundle install, bundler, bundle config, rails, rails db:create, rails db:migrate, rails db:setup, rails db:schema:load
    rails db:prepare, rails db:test:prepare, rails new, rails generate, rails log:clear, db:create, db:migrate, composer
    composer install, composer update, pecl, pear, phpize, artisan, artisan migrate, artisan key:generate, dotnet
    dotnet restore, dotnet tool, dotnet nuget, dotnet workload, dotnet dev-certs, dotnet clean, dotnet ef, nuget
    nuget restore, mvn, mvn clean, mvn dependency:go-offline, mvn dependency:resolve, mvn versions:set, mvn help:evaluate
    mvn wrapper:wrapper, sbt update, sbt clean, sbt, lein, lein deps, mix, mix deps.get, mix local.hex, mix local.rebar
    mix ecto.create, mix ecto.migrate, mix archive.install, rebar3, stack, stack setup, stack config, cabal, cabal update
    cabal freeze, cabal configure, dune, shards, shards install, nimble, nimble install, luarocks, luarocks install, pod
    pod install, pod repo, carthage, carthage bootstrap, swift package, swift, flutter, flutter pub, flutter config
    flutter doctor, flutter precache, dart, dart pub, pub get, melos, melos bootstrap, fastlane, fastlane match, xcodes
    simctl, avdmanager, sdkmanager, adb, emulator, meson, conan, conan install, conan profile, conan remote, ccache, sccache
    distcc, west, west init, west update, zig, julia, R, Rscript -e, opam init, opam update
    docker, docker pull, docker login, docker logout, docker tag, docker images, docker ps, docker logs, docker inspect
    docker compose, docker compose up, docker compose down, docker-compose, docker-compose up, docker-compose down
    docker-compose pull, docker cp, docker network, docker volume, docker save, docker load, docker rm, docker stop
    docker system, docker info, docker version, docker buildx, docker buildx create, docker context, docker image
    docker create, docker manifest, docker start, dockerd, colima, lima, podman, podman pull, podman login, buildah, skopeo
    skopeo login, skopeo inspect, crane, crane auth, cosign, cosign sign, cosign verify, cosign attest, notation, kubectl
    kubectl get, kubectl wait, kubectl config, kubectl describe, kubectl logs, kind, kind create, kind load, k3d, minikube
    k3s, microk8s, helm, helm repo, helm dependency, helm template, helm registry, helm plugin, helm version, helmfile
    kustomize, oc, oc login, oc project, argocd, flux, istioctl, vagrant, vagrant up, vagrant plugin, packer, packer init
    terraform, terraform init, terraform plan, terraform output, terraform workspace, terraform show, tofu, tofu init
    tofu plan, terragrunt, terragrunt plan, infracost, pulumi, pulumi preview, pulumi login, pulumi stack, cdk, cdk bootstrap
    cdk diff, aws, aws configure, aws sts, aws ecr, aws ssm, aws secretsmanager, aws eks, aws s3 ls, aws s3 rm, gcloud
    gcloud auth, gcloud config, gcloud container, gcloud components, gcloud secrets, gsutil, az, az login, az account
    az acr login, azcopy login, ibmcloud, doctl, doctl registry, heroku, heroku container:login, fly, flyctl, railway
    vercel pull, vercel build, vercel link, netlify, netlify link, wrangler, firebase, firebase use, cf, cf login, cf target
    sentry-cli, doppler, infisical, chamber, jf, jfrog, jf config, release-cli --version, databricks, oras, oras login, regctl
    cr
    psql, mysql, mysqladmin, mariadb, createdb, dropdb, createuser, pg_isready, pg_ctl, pg_dump, pg_restore, initdb, redis-cli
    redis-server, mongo, mongosh, mongod, sqlite3, sqlcmd, sqlplus, clickhouse-client, cqlsh, rabbitmqctl, rabbitmq-plugins
    memcached, kafka-topics, nginx, httpd, apachectl, a2enmod, postgres, mysqld, etcd, consul, minio, mc, localstack, awslocal
    selenium-standalone, chromedriver, geckodriver, chrome, google-chrome, google-chrome-beta, firefox, Xvfb, xdpyinfo, xrandr
    fluxbox, x11vnc, dbus-launch, dbus-daemon, pulseaudio, metacity, herbstluftwm, matchbox-window-manager, xhost
    safaridriver, scutil, networksetup, lsb_release, arch, dpkg-architecture, sw_vers
    Write-Host, Write-Output, Write-Error, Write-Warning, Write-Verbose, Out-File, Get-ChildItem, Get-Content, Set-Content
    Add-Content, Copy-Item, Move-Item, Remove-Item, New-Item, Rename-Item, Test-Path, Join-Path, Split-Path, Resolve-Path
    Get-Item, Invoke-WebRequest, iwr, irm, Invoke-RestMethod, Start-Process, Stop-Process, Start-Sleep, Start-Service
    Stop-Service, Get-Service, Set-Service, Set-ExecutionPolicy, Install-Module, Import-Module, Save-Module
    Register-PSRepository, Set-PSRepository, Set-Variable, Get-Variable, Get-Command, Get-Process, Where-Object
    ForEach-Object, foreach, Select-Object, Select-String, Sort-Object, Measure-Object, Out-Null, Out-String, ConvertFrom-Json
    ConvertTo-Json, Get-Date, Get-Location, Pop-Location, Push-Location, Set-StrictMode, throw, param, Add-Type, New-Object
    Add-MpPreference, Set-MpPreference, Get-FileHash, Get-ItemProperty, Set-ItemProperty, Install-Package
    Install-PackageProvider, Get-CimInstance, Get-WmiObject, Format-Table, Format-List, Enter-VsDevShell, Add-AppxPackage
    apprise, telegram-send, mail, sendmail, sar, vmstat, gdb, lldb, strace, perf, hyperfine, asv, benchstat, benchmarkdotnet
    cargo bench, bencher, codspeed, hub pull-request, fastfetch, neofetch, pcregrep, pygmentize, exiftool, convert, magick
    optipng, svgo, ffmpeg, dot, plantuml, mmdc, ldd, nm, objdump, readelf, otool, lipo, strip, install_name_tool, patchelf
    ranlib, pkg-config, pkgconf, locale, crowdin, tx, weblate, lokalise2, wlc, createrepo, createrepo_c, dpkg-deb, reprepro
    slsa-verifier, gitversion, nbgv, dotnet-gitversion, minver, semver, svu, bindfs, fusermount, sponge, pv
""")
"""Sets up, moves files, asks or reports: tells nothing about tests, checks, builds or deployments."""

IDLE_TARGETS = phrases("help, clean, deps, install, setup, bootstrap, init, update, prepare, distclean, tools, dev, run, start, stop, up, down")
"""Names of targets and scripts that do none of the four."""
