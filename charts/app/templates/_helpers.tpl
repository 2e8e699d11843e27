{{/* Selects the app's pods. Deployments cannot change theirs: nothing that ever changes belongs here. */}}
{{- define "app.selectorLabels" -}}
app: {{ .Values.name }}
{{- end }}

{{/* Labels of the pods: what changes with the chart alone stays out, or every chart upgrade would restart everything. */}}
{{- define "app.podLabels" -}}
{{ include "app.selectorLabels" . }}
app.kubernetes.io/name: {{ .Values.name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/part-of: nxloy
{{- with .Values.component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- with .Values.version | default .Values.image.tag }}
app.kubernetes.io/version: {{ . | quote }}
{{- end }}
{{- end }}

{{- define "app.labels" -}}
{{ include "app.podLabels" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* Usage: include "app.metadata" (dict "root" $ "name" "<name>" "annotations" <map>) */}}
{{- define "app.metadata" -}}
name: {{ .name | default .root.Values.name }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "app.labels" .root | nindent 2 }}
{{- with .annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "app.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag }}
{{- end -}}
{{- end }}

{{/* Name of the container's port that serves metrics. */}}
{{- define "app.metricsPortName" -}}
{{ ternary "metrics" "http" (not (empty .Values.metrics.port)) }}
{{- end }}

{{/* Fewest pods that there are meant to be. */}}
{{- define "app.minReplicas" -}}
{{ ternary .Values.replicas .Values.autoscaling.minReplicas (eq .Values.autoscaling.mode "none") | int }}
{{- end }}

{{/* Usage: include "app.probe" <probe>; nothing for type none. */}}
{{- define "app.probe" -}}
{{- if eq .type "http" -}}
httpGet:
  path: {{ .path }}
  port: {{ .port }}
{{- else -}}
tcpSocket:
  port: {{ .port }}
{{- end }}
periodSeconds: {{ .periodSeconds }}
timeoutSeconds: {{ .timeoutSeconds }}
failureThreshold: {{ .failureThreshold }}
{{- end }}

{{/* A CPU quantity in millicores. */}}
{{- define "app.millicores" -}}
{{- if hasSuffix "m" . -}}
{{ trimSuffix "m" . }}
{{- else -}}
{{ mulf (float64 .) 1000 | int64 }}
{{- end -}}
{{- end }}

{{/* A memory quantity in KiB. */}}
{{- define "app.kibibytes" -}}
{{- $factor := dict "Ki" 1 "Mi" 1024 "Gi" 1048576 -}}
{{ mul (regexFind "^[0-9]+" . | int64) (get $factor (regexFind "[KMG]i$" .)) }}
{{- end }}

{{/* The annotations by which the AWS Load Balancer Controller makes a load balancer. */}}
{{- define "app.albAnnotations" -}}
{{- $alb := .Values.ingress.alb -}}
{{- $target := list (printf "deregistration_delay.timeout_seconds=%d" (int $alb.deregistrationDelaySeconds)) -}}
{{- range $key, $value := $alb.targetGroupAttributes -}}
{{- $target = append $target (printf "%s=%s" $key $value) -}}
{{- end -}}
{{- $balancer := list -}}
{{- range $key, $value := $alb.loadBalancerAttributes -}}
{{- $balancer = append $balancer (printf "%s=%s" $key $value) -}}
{{- end -}}
alb.ingress.kubernetes.io/scheme: {{ $alb.scheme }}
alb.ingress.kubernetes.io/target-type: ip
alb.ingress.kubernetes.io/backend-protocol: HTTP
alb.ingress.kubernetes.io/listen-ports: '[{"HTTP": 80}, {"HTTPS": 443}]'
alb.ingress.kubernetes.io/ssl-redirect: '443'
alb.ingress.kubernetes.io/ssl-policy: {{ $alb.sslPolicy }}
alb.ingress.kubernetes.io/healthcheck-path: {{ $alb.healthCheckPath }}
alb.ingress.kubernetes.io/success-codes: {{ $alb.healthCheckCodes | quote }}
alb.ingress.kubernetes.io/healthcheck-interval-seconds: {{ $alb.healthCheckIntervalSeconds | quote }}
alb.ingress.kubernetes.io/target-group-attributes: {{ join "," $target }}
{{- with $balancer }}
alb.ingress.kubernetes.io/load-balancer-attributes: {{ join "," . }}
{{- end }}
{{- with $alb.group }}
alb.ingress.kubernetes.io/group.name: {{ . }}
{{- end }}
{{- with $alb.certificateArns }}
alb.ingress.kubernetes.io/certificate-arn: {{ join "," . }}
{{- end }}
{{- with $alb.inboundCidrs }}
alb.ingress.kubernetes.io/inbound-cidrs: {{ join "," . }}
{{- end }}
{{- with $alb.wafAclArn }}
alb.ingress.kubernetes.io/wafv2-acl-arn: {{ . }}
{{- end }}
{{- end }}
