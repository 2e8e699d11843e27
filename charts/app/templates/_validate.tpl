{{/*
What a JSON schema cannot compare. Every message names the value, what was received, the rule, and the mend; all of them
are told at once. The seconds in `margin` are what the load balancer's controller and the proxies need to learn that a
pod is leaving.
*/}}
{{- define "app.validate" -}}
{{- $margin := 5 -}}
{{- $problems := concat
  (include "app.problemsOfImage" . | fromJsonArray)
  (include "app.problemsOfResources" . | fromJsonArray)
  (include "app.problemsOfReplicas" . | fromJsonArray)
  (include "app.problemsOfPorts" . | fromJsonArray)
  (include "app.problemsOfProbes" . | fromJsonArray)
  (include "app.problemsOfLifecycle" (dict "root" . "margin" $margin) | fromJsonArray)
  (include "app.problemsOfEnvironment" . | fromJsonArray)
  (include "app.problemsOfPaths" . | fromJsonArray)
  (include "app.problemsOfSecrets" . | fromJsonArray)
  (include "app.problemsOfOwnKeys" . | fromJsonArray)
-}}
{{- if $problems -}}
{{- fail (printf "\n%s: %d value(s) refused\n  %s" (.Values.name) (len $problems) (join "\n  " $problems)) -}}
{{- end -}}
{{- end }}

{{- define "app.problemsOfImage" -}}
{{- $problems := list -}}
{{- if eq (.Values.image.tag | default "") "latest" -}}
{{- $problems = append $problems "image.tag: received latest: must name one version: give image.digest, or a tag that is never moved" -}}
{{- end -}}
{{- toJson $problems -}}
{{- end }}

{{- define "app.problemsOfResources" -}}
{{- $problems := list -}}
{{- $requests := .Values.resources.requests -}}
{{- $limits := .Values.resources.limits -}}
{{- if lt (include "app.kibibytes" $limits.memory | int64) (include "app.kibibytes" $requests.memory | int64) -}}
{{- $problems = append $problems (printf "resources.limits.memory: received %s: must not be below resources.requests.memory (%s): raise the limit or lower the request" $limits.memory $requests.memory) -}}
{{- end -}}
{{- with $limits.cpu -}}
{{- if lt (include "app.millicores" . | int64) (include "app.millicores" $requests.cpu | int64) -}}
{{- $problems = append $problems (printf "resources.limits.cpu: received %s: must not be below resources.requests.cpu (%s): raise the limit, lower the request, or leave the limit out" . $requests.cpu) -}}
{{- end -}}
{{- end -}}
{{- toJson $problems -}}
{{- end }}

{{- define "app.problemsOfReplicas" -}}
{{- $problems := list -}}
{{- $scaling := .Values.autoscaling -}}
{{- $minimum := include "app.minReplicas" . | int -}}
{{- $name := ternary "replicas" "autoscaling.minReplicas" (eq $scaling.mode "none") -}}
{{- if and (ne $scaling.mode "none") (gt $minimum (int $scaling.maxReplicas)) -}}
{{- $problems = append $problems (printf "autoscaling.maxReplicas: received %d: must not be below autoscaling.minReplicas (%d): raise it or lower minReplicas" (int $scaling.maxReplicas) $minimum) -}}
{{- end -}}
{{- if and (eq $scaling.mode "resources") (not $scaling.targetCpu) (not $scaling.targetMemory) -}}
{{- $problems = append $problems "autoscaling.targetCpu: received null, as targetMemory: must be a percentage, one of them at least: give one, or set autoscaling.mode to none" -}}
{{- end -}}
{{- with .Values.disruptionBudget.minAvailable -}}
{{- $available := ternary (div (add (mul (toString . | trimSuffix "%" | int) $minimum) 99) 100) (int .) (hasSuffix "%" (toString .)) | int -}}
{{- if ge $available $minimum -}}
{{- $problems = append $problems (printf "%s: received %d: must be above disruptionBudget.minAvailable (%v, of so many pods %d), or no node can ever be drained: add a pod or lower minAvailable" $name $minimum . $available) -}}
{{- end -}}
{{- end -}}
{{- toJson $problems -}}
{{- end }}

{{- define "app.problemsOfPorts" -}}
{{- $problems := list -}}
{{- $port := .Values.service.port -}}
{{- $metrics := .Values.metrics -}}
{{- if and $port $metrics.port (eq (int $port) (int $metrics.port)) -}}
{{- $problems = append $problems (printf "metrics.port: received %d: must differ from service.port: choose another, or leave it out if metrics are served on service.port" (int $metrics.port)) -}}
{{- end -}}
{{- if and $metrics.scrape (not $metrics.port) .Values.ingress.className -}}
{{- range .Values.ingress.paths -}}
{{- if or (eq . "/") (eq . $metrics.path) (hasPrefix (printf "%s/" (trimSuffix "/" .)) $metrics.path) -}}
{{- $problems = append $problems (printf "ingress.paths: received %s: must not lead to metrics.path (%s), which would be public: list only the paths that are meant to be, or give metrics a port of their own" . $metrics.path) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $problems -}}
{{- end }}

{{- define "app.problemsOfProbes" -}}
{{- $problems := list -}}
{{- $ports := dict "http" .Values.service.port "metrics" .Values.metrics.port -}}
{{- range $name, $probe := .Values.probes -}}
{{- if and (ne $probe.type "none") (not (get $ports $probe.port)) -}}
{{- $problems = append $problems (printf "probes.%s.port: received %s: must be a port that the app has: give %s, or set the probe's type to none" $name $probe.port (ternary "service.port" "metrics.port" (eq $probe.port "http"))) -}}
{{- end -}}
{{- if and (ne $probe.type "none") (gt (int $probe.timeoutSeconds) (int $probe.periodSeconds)) -}}
{{- $problems = append $problems (printf "probes.%s.timeoutSeconds: received %d: must not be above periodSeconds (%d), or probes pile up: lower it or ask less often" $name (int $probe.timeoutSeconds) (int $probe.periodSeconds)) -}}
{{- end -}}
{{- end -}}
{{- if and (ne .Values.probes.liveness.type "none") (eq .Values.probes.startup.type "none") -}}
{{- $problems = append $problems (printf "probes.startup.type: received none: must not be none with a liveness probe (%s), which would kill what is slow to start: give startup the same type" .Values.probes.liveness.type) -}}
{{- end -}}
{{- toJson $problems -}}
{{- end }}

{{- define "app.problemsOfLifecycle" -}}
{{- $problems := list -}}
{{- $values := .root.Values -}}
{{- $sleep := int $values.lifecycle.preStopSleepSeconds -}}
{{- $grace := int $values.lifecycle.terminationGracePeriodSeconds -}}
{{- $drain := int $values.lifecycle.drainSeconds -}}
{{- $delay := int $values.ingress.alb.deregistrationDelaySeconds -}}
{{- if and (eq $values.ingress.className "alb") (lt $sleep (add $delay .margin | int)) -}}
{{- $problems = append $problems (printf "lifecycle.preStopSleepSeconds: received %d: must be at least ingress.alb.deregistrationDelaySeconds (%d) and %d more, or requests are lost while a pod leaves: raise it or lower the delay" $sleep $delay .margin) -}}
{{- else if and $values.service.port (lt $sleep .margin) -}}
{{- $problems = append $problems (printf "lifecycle.preStopSleepSeconds: received %d: must be at least %d with a Service, whose proxies learn late that a pod leaves: raise it" $sleep .margin) -}}
{{- end -}}
{{- if le $grace (add $sleep $drain | int) -}}
{{- $problems = append $problems (printf "lifecycle.terminationGracePeriodSeconds: received %d: must be above preStopSleepSeconds and drainSeconds together (%d), or the app is killed at work: raise it" $grace (add $sleep $drain)) -}}
{{- end -}}
{{- toJson $problems -}}
{{- end }}

{{- define "app.problemsOfEnvironment" -}}
{{- $problems := list -}}
{{- $sources := dict "env" .Values.env "secretEnv" .Values.secretEnv "configMapEnv" .Values.configMapEnv "config.env" .Values.config.env -}}
{{- $port := .Values.service.portVariable -}}
{{- $seen := dict -}}
{{- if $port -}}{{- $_ := set $seen $port "service.portVariable" -}}{{- end -}}
{{- range $source := keys $sources | sortAlpha -}}
{{- range $name := keys (get $sources $source) | sortAlpha -}}
{{- if hasKey $seen $name -}}
{{- $problems = append $problems (printf "%s.%s: received twice, also in %s: must be set in one place: remove one of them" $source $name (get $seen $name)) -}}
{{- end -}}
{{- $_ := set $seen $name $source -}}
{{- end -}}
{{- end -}}
{{- toJson $problems -}}
{{- end }}

{{- define "app.problemsOfPaths" -}}
{{- $problems := list -}}
{{- $mounts := list (list "tmp" "/tmp") -}}
{{- if .Values.config.files -}}{{- $mounts = append $mounts (list "config.mountPath" .Values.config.mountPath) -}}{{- end -}}
{{- range .Values.configMapMounts -}}{{- $mounts = append $mounts (list "configMapMounts" .path) -}}{{- end -}}
{{- range .Values.writablePaths -}}{{- $mounts = append $mounts (list "writablePaths" .path) -}}{{- end -}}
{{- range $index, $mount := $mounts -}}
{{- range $other, $outer := $mounts -}}
{{- $same := and (eq (last $mount) (last $outer)) (gt $index $other) -}}
{{- if or $same (hasPrefix (printf "%s/" (last $outer)) (last $mount)) -}}
{{- $problems = append $problems (printf "%s: received %s: must not lie in %s (%s), where no folder can be made: choose another path" (first $mount) (last $mount) (first $outer) (last $outer)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $problems -}}
{{- end }}

{{/* Values of a release can be read by everybody who may read ConfigMaps, and are kept with every revision. */}}
{{- define "app.problemsOfSecrets" -}}
{{- $problems := list -}}
{{- range $source, $variables := dict "env" .Values.env "config.env" .Values.config.env -}}
{{- range $name, $value := $variables -}}
{{- $named := and (regexMatch "(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY)$" $name) (not (regexMatch "^(NEXT|EXPO)_PUBLIC_" $name)) -}}
{{- if or $named (regexMatch "://[^/@\\s]*:[^/@\\s]+@" $value) -}}
{{- $problems = append $problems (printf "%s.%s: received a value that looks secret (not shown): must not stand in values: put it into a Secret and name that in secretEnv" $source $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $problems -}}
{{- end }}

{{/* Keys that the chart sets by itself: a second one would win, and undo what the chart promises. */}}
{{- define "app.problemsOfOwnKeys" -}}
{{- $problems := list -}}
{{- $labels := include "app.labels" . | fromYaml -}}
{{- $alb := ternary (include "app.albAnnotations" . | fromYaml) dict (eq .Values.ingress.className "alb") -}}
{{- $delay := dict "deregistration_delay.timeout_seconds" "" -}}
{{- $pod := dict "checksum/config" "" "kubectl.kubernetes.io/default-container" "" -}}
{{- range $check := list
  (list "podLabels" .Values.podLabels $labels)
  (list "metrics.labels" .Values.metrics.labels $labels)
  (list "podAnnotations" .Values.podAnnotations $pod)
  (list "ingress.annotations" .Values.ingress.annotations $alb)
  (list "ingress.alb.targetGroupAttributes" .Values.ingress.alb.targetGroupAttributes $delay)
-}}
{{- range $key := keys (index $check 1) | sortAlpha -}}
{{- if hasKey (index $check 2) $key -}}
{{- $problems = append $problems (printf "%s.%s: received %v: must not be set here, the chart does: take it away, and use the value that it has for it" (first $check) $key (get (index $check 1) $key)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $problems -}}
{{- end }}
