<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>Last run %1, %Ln receipts sent</source>
        <translation>
            <numerusform>Last run %1, %Ln receipt sent</numerusform>
            <numerusform>Last run %1, %Ln receipts sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped at %1, %Ln receipts sent before</source>
        <translation>
            <numerusform>Stopped at %1, %Ln receipt sent before</numerusform>
            <numerusform>Stopped at %1, %Ln receipts sent before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of %1 receipts</source>
        <translation>
            <numerusform>%Ln of %1 receipts</numerusform>
            <numerusform>%Ln of %1 receipts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NeedsPanel</name>
    <message numerus="yes">
        <source>%Ln things need you</source>
        <translation>
            <numerusform>%Ln thing needs you</numerusform>
            <numerusform>%Ln things need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts wait, %1</source>
        <translation>
            <numerusform>%Ln receipt waits, %1</numerusform>
            <numerusform>%Ln receipts wait, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln receipts</source>
        <comment>how many wait</comment>
        <translation>
            <numerusform>%Ln receipt</numerusform>
            <numerusform>%Ln receipts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Place</name>
    <message numerus="yes">
        <source>%Ln receipts need you</source>
        <translation>
            <numerusform>%Ln receipt needs you</numerusform>
            <numerusform>%Ln receipts need you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message numerus="yes">
        <source>Sending: %Ln of %1 sent</source>
        <translation>
            <numerusform>Sending: %Ln of %1 sent</numerusform>
            <numerusform>Sending: %Ln of %1 sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusPanel</name>
    <message numerus="yes">
        <source>%Ln receipts are waiting</source>
        <translation>
            <numerusform>%Ln receipt is waiting</numerusform>
            <numerusform>%Ln receipts are waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln receipts to be sent are in PEAK, %1</source>
        <translation>
            <numerusform>The %Ln receipt to be sent is in PEAK, %1</numerusform>
            <numerusform>All %Ln receipts to be sent are in PEAK, %1</numerusform>
        </translation>
    </message>
</context>
</TS>
