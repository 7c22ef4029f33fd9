/** Shells that can be helped. */
export type Shell = 'bash' | 'zsh' | 'fish' | 'powershell';

export interface Program {
  /** Absolute path of the Node that runs us. */
  readonly node: string;
  /** Absolute path of `dingbell.cjs`. */
  readonly main: string;
}

/**
 * The script that makes a shell ask us what could come next. It calls this very installation, by its path: that is
 * quicker than going through npx, and works where `dingbell` is on no path. `npx dingbell` is completed too, unless the
 * shell completes npx in some other way already.
 *
 * We answer a line per candidate, `value<tab>description`; `:dirs` and `:files` ask the shell to do it itself.
 */
export function completionScript(shell: Shell, program: Program): string {
  switch (shell) {
    case 'bash':
      return bash(program);
    case 'zsh':
      return zsh(program);
    case 'fish':
      return fish(program);
    case 'powershell':
      return powershell(program);
  }
}

function bash({ node, main }: Program): string {
  return `# dingbell completion for bash. For every new shell:
#   npx dingbell completion bash >> ~/.bashrc
_dingbell() {
  local start=1 line word i last=-1 typed=() rest="$COMP_LINE" bare cur prefix=''
  [[ "\${COMP_WORDS[0]##*/}" == npx ]] && start=2
  # Bash takes 14:00 for three words: what stands together on the line is one.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    bare="\${rest#"\${rest%%[![:space:]]*}"}"
    if ((i > start)) && [[ "$bare" == "$rest" && ("$word" == :* || "$cur" == *:) ]]; then
      cur+="$word"
      typed[last]="$cur"
      prefix="\${cur%"\${cur##*:}"}"
    elif ((i >= start)); then
      cur="$word"
      typed[++last]="$cur"
      prefix=''
    fi
    rest="\${bare#"$word"}"
  done
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in
      :dirs | :files)
        compopt -o filenames 2>/dev/null
        local action=-f path
        [[ "$line" == :dirs ]] && action=-d
        while IFS= read -r path; do COMPREPLY+=("\${path#"$prefix"}"); done < <(compgen "$action" -- "$cur")
        ;;
      *)
        line="\${line%%$'\\t'*}"
        COMPREPLY+=("\${line#"$prefix"}")
        ;;
    esac
  done < <(${inPosix(node)} ${inPosix(main)} complete -- "\${typed[@]}" 2>/dev/null)
}
_dingbell_npx() {
  COMPREPLY=()
  [[ "$COMP_CWORD" -gt 1 && "\${COMP_WORDS[1]}" == dingbell ]] && _dingbell
}
complete -F _dingbell dingbell
complete -p npx >/dev/null 2>&1 || complete -o bashdefault -o default -F _dingbell_npx npx
`;
}

function zsh({ node, main }: Program): string {
  return `#compdef dingbell
# dingbell completion for zsh. For every new shell, after compinit:
#   npx dingbell completion zsh >> ~/.zshrc
_dingbell() {
  local -a found
  local line value first=2
  [[ "\${words[1]:t}" == npx ]] && first=3
  for line in "\${(@f)$(${inPosix(node)} ${inPosix(main)} complete -- "\${(@)words[first,CURRENT]}" 2>/dev/null)}"; do
    case "$line" in
      '') ;;
      :dirs) _files -/ ;;
      :files) _files ;;
      *)
        value="\${line%%$'\\t'*}"
        found+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
        ;;
    esac
  done
  (( $#found )) && _describe -V dingbell found
}
_dingbell_npx() {
  if (( CURRENT > 2 )) && [[ "\${words[2]}" == dingbell ]]; then _dingbell; else _default; fi
}
if (( $+functions[compdef] )); then
  compdef _dingbell dingbell
  (( $+_comps[npx] )) || compdef _dingbell_npx npx
fi
`;
}

function fish({ node, main }: Program): string {
  return `# dingbell completion for fish. For every new shell:
#   npx dingbell completion fish > ~/.config/fish/conf.d/dingbell.fish
# Not in completions/, where fish looks for npx's only once a file is named after it.
function __dingbell_complete
    set -l typed (commandline -opc)
    set -l current (commandline -ct)
    if string match -qr '(^|/)npx$' -- $typed[1]
        set -e typed[1]
    end
    set -e typed[1]
    for line in (${inFish(node)} ${inFish(main)} complete -- $typed "$current" 2>/dev/null)
        switch $line
            case ':dirs'
                __fish_complete_directories "$current"
            case ':files'
                __fish_complete_path "$current"
            case '*'
                echo $line
        end
    end
end
complete -c dingbell -f -k -a '(__dingbell_complete)'
complete -c npx -n '__fish_seen_subcommand_from dingbell' -f -k -a '(__dingbell_complete)'
`;
}

function powershell({ node, main }: Program): string {
  return `# dingbell completion for PowerShell. For every new shell:
#   npx dingbell completion powershell >> $PROFILE
Register-ArgumentCompleter -Native -CommandName @('dingbell', 'npx') -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  if ($words[0] -match 'npx(\\.cmd|\\.ps1)?$') {
    if ($words.Count -lt 2 -or $words[1] -ne 'dingbell') { return }
    $words = @($words | Select-Object -Skip 1)
  }
  $words = @($words | Select-Object -Skip 1)
  # Windows PowerShell hands no empty word over.
  $begin = if ($wordToComplete -eq '') { @('--new-word') } else { @() }
  & ${inPowershell(node)} ${inPowershell(main)} complete @begin '--' @words 2>$null | ForEach-Object {
    if ($_ -eq ':dirs') {
      Get-ChildItem -Directory -Path "$wordToComplete*" | ForEach-Object { $_.Name }
    } elseif ($_ -eq ':files') {
      Get-ChildItem -Path "$wordToComplete*" | ForEach-Object { $_.Name }
    } else {
      $value, $text = $_ -split "\`t", 2
      if (-not $text) { $text = $value }
      [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $text)
    }
  }
}
`;
}

function inPosix(path: string): string {
  return `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

function inFish(path: string): string {
  return `'${path.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`)}'`;
}

function inPowershell(path: string): string {
  return `'${path.replaceAll("'", "''")}'`;
}
