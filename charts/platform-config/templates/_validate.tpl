{{/* Everything that looks secret is told at once, by its path, and not shown. */}}
{{- define "platform-config.validate" -}}
{{- $problems := list -}}
{{- range $name, $value := .Values.publicSettings -}}
{{- $named := regexMatch "(?i)(password|passwd|secret|token|api[-_]?key|private[-_]?key)$" $name -}}
{{- if or $named (regexMatch "://[^/@\\s]*:[^/@\\s]+@" (toString $value)) -}}
{{- $problems = append $problems (printf "publicSettings.%s: received a value that looks secret (not shown): must be public: put it into Secrets Manager and add it to an ExternalSecret" $name) -}}
{{- end -}}
{{- end -}}
{{- if $problems -}}
{{- fail (printf "\nplatform-config: %d value(s) refused\n  %s" (len $problems) (join "\n  " $problems)) -}}
{{- end -}}
{{- end }}
