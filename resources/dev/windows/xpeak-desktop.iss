; Inno Setup 6: an installer for one person, who need not be an administrator.
; UNTRIED: written from Inno Setup's documentation. After `pyinstaller build.spec`, at the top of the checkout:
;   iscc /DVersion=0.1.0 resources\dev\windows\xpeak-desktop.iss
; Sign dist\xpeak-desktop\*.exe before and the installer after, or Windows will warn whoever runs it.

#ifndef Version
  #error Give the version: /DVersion=0.1.0
#endif

[Setup]
AppId={{6E0E3B0C-6B1B-4B53-9C8B-2F1B6A3E7D41}
AppName=XPEAK Desktop
AppVersion={#Version}
AppPublisher=XPEAK
SourceDir=..\..\..
OutputDir=dist
OutputBaseFilename=xpeak-desktop-{#Version}-windows-x86_64
DefaultDirName={autopf}\XPEAK Desktop
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
SetupIconFile=build\icons\xpeak-desktop.ico
UninstallDisplayIcon={app}\xpeak-desktop.exe
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
; Setup and Uninstall ask for XPEAK to be quit first: it may sit in the tray. The same name as in
; xpeak_desktop/ui/app.py. CloseApplications is Setup's alone, for commands that are under way.
AppMutex=XPEAK.Desktop
CloseApplications=yes

[Languages]
; Older compilers bring no Thai; it is among the translations on Inno Setup's site.
#if FileExists(AddBackslash(CompilerPath) + "Languages\Thai.isl")
Name: "th"; MessagesFile: "compiler:Languages\Thai.isl"
#endif
Name: "en"; MessagesFile: "compiler:Default.isl"

[InstallDelete]
; What an older version had and this one has not.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "dist\xpeak-desktop\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
; The same name as in xpeak_desktop/ui/app.py, so that windows and notices belong to this entry.
Name: "{autoprograms}\XPEAK Desktop"; Filename: "{app}\xpeak-desktop.exe"; AppUserModelID: "XPEAK.Desktop"

[Run]
Filename: "{app}\xpeak-desktop.exe"; Description: "XPEAK Desktop"; Flags: postinstall nowait skipifsilent

[UninstallRun]
; Ledger and settings stay: they are the shop's books. `disconnect --erase` removes them.

[Registry]
; The entry of Settings > Start with Windows (xpeak_desktop/desktop/autostart.py) goes with the program;
; those of named profiles are found by the code below.
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueName: "XPEAK Desktop"; ValueType: none; Flags: dontcreatekey uninsdeletevalue

[Code]
// UNTRIED, as all of this file. Each profile beside the usual one starts by a value of its own.
procedure RemoveNamed(Key: String);
var
  Names: TArrayOfString;
  I: Integer;
begin
  if RegGetValueNames(HKEY_CURRENT_USER, Key, Names) then
    for I := 0 to GetArrayLength(Names) - 1 do
      if Pos('XPEAK Desktop-', Names[I]) = 1 then
        RegDeleteValue(HKEY_CURRENT_USER, Key, Names[I]);
end;

procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
begin
  if CurUninstallStep = usUninstall then
  begin
    RemoveNamed('Software\Microsoft\Windows\CurrentVersion\Run');
    // What Task Manager noted about them.
    RemoveNamed('Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run');
  end;
end;
